using System.Collections.Concurrent;
using ClusterGateway.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Hosting.Tests.Telemetry;

/// <summary>The standard variables alone switch the export on. They belong to the process, so only this test sets them.</summary>
public sealed class OtlpExportTests : IDisposable
{
    private readonly ConcurrentDictionary<string, byte> _received = new();

    [Fact]
    public async Task Host_WithAnEndpoint_SendsMetricsAndTraces()
    {
        await using var collector = Start(_ => { }, app => app.MapPost("/v1/{signal}", (string signal) => _received.TryAdd(signal, 0)));
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First());
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        await using (var host = Start(
            builder => builder.Configuration.AddEnvironmentVariables(),
            app => app.MapGet("/", () => Results.Ok()),
            services => services.AddTelemetry(new TelemetryOptions("test", "1"))))
        {
            using var http = new HttpClient();
            using var response = await http.GetAsync(new Uri(host.Urls.First()));
            Assert.True(response.IsSuccessStatusCode);
            await host.StopAsync();
        }

        Assert.Equal(["metrics", "traces"], _received.Keys.Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
    }

    private static WebApplication Start(Action<WebApplicationBuilder> configure, Action<WebApplication> map, Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure(builder);
        add?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        app.Start();
        return app;
    }
}
