using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>The gateway with metrics, traces and logs sent to a collector, here one that throws everything away.</summary>
internal sealed class ExportingGateway(IProxy gateway, WebApplication collector, string name) : IProxy
{
    public string Name => name;

    public Uri Url => gateway.Url;

    public Uri? Http2 => gateway.Http2;

    public int ProcessId => gateway.ProcessId;

    /// <param name="share">Of the requests that are recorded: 1 for all.</param>
    public static async Task<IProxy> StartAsync(IReadOnlyList<Uri> origins, double share)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.MapPost("/v1/{signal}", (HttpContext context) => context.Request.Body.CopyToAsync(Stream.Null));
        await collector.StartAsync();
        var name = share == 1 ? "clustergateway-otlp" : string.Create(CultureInfo.InvariantCulture, $"clustergateway-otlp-{share * 100}%");
        var gateway = await OwnGateway.StartAsync(name, origins,
        [
            new("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()),
            new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            new("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
            new("OTEL_TRACES_SAMPLER_ARG", share.ToString(CultureInfo.InvariantCulture)),
        ]);
        return new ExportingGateway(gateway, collector, name);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await collector.DisposeAsync();
    }
}
