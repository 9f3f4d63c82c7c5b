using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.Hosting.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Hosting.Tests;

/// <summary>A program built on the library as ours are, on a port of its own.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    private WebApplication? _app;

    public HttpClient Http { get; } = new();

    public Meter Meter { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddProblems().AddTelemetry(builder.Configuration, _ => new TelemetryOptions("test", "1"));
        builder.Services.AddTokens(new TokenVerifier(
        [
            (TokenAudience.Admin, TokenVerifier.Hash("admin-new")), (TokenAudience.Admin, TokenVerifier.Hash("admin-old")), (TokenAudience.App, TokenVerifier.Hash("app")),
        ]));
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.UseProblems();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapMetrics();
        _app.MapGet("/admin", () => Results.Ok()).RequireAudience(TokenAudience.Admin);
        _app.MapPost("/echo", (Body body) => Results.Ok(body));
        _app.MapGet("/busy", () => Problem.Of("store-unavailable", "try again", TimeSpan.FromSeconds(2.5)));
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.First());
        Meter = _app.Services.GetRequiredService<IMeterFactory>().Create(TelemetryNames.Meter);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app!.DisposeAsync();
    }

    public sealed record Body(int Number);
}
