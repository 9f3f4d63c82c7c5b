using ClusterGateway.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Hosting.Tests.Telemetry;

/// <summary>A program with telemetry, by variables of its own; stopping it sends what it has.</summary>
internal sealed partial class TelemetryHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    private TelemetryHost(WebApplication app) => _app = app;

    public static async Task<TelemetryHost> StartAsync(params (string Name, string Value)[] variables)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value)));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTelemetry(builder.Configuration, _ => new TelemetryOptions("test", "instance-1") { Namespace = "cluster-1", Version = "1.2.3" });
        var app = builder.Build();
        app.UseRequestTraces(app.Configuration);
        app.MapMetrics();
        app.MapGet("/items/{id}", (string id, ILogger<TelemetryHost> logger) =>
        {
            Log.Asked(logger);
            return Results.Ok(id);
        });
        app.MapGet("/relay/{id}", async (string id) =>
        {
            using var http = new HttpClient();
            return await http.GetStringAsync(new Uri($"{app.Urls.First()}/items/{id}?secret=1"));
        });
        app.MapGet("/address", () => app.Urls.First());
        app.MapGet("/broken", () => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        await app.StartAsync();
        return new TelemetryHost(app);
    }

    public async Task<string> GetAsync(string path, string? traceparent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_app.Urls.First() + path));
        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        using var response = await _http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _app.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "somebody asks for an item")]
        public static partial void Asked(ILogger logger);
    }
}
