using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Dashboard;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.Hosting.Tokens;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClusterGateway.Gateway.Management;

/// <summary>
/// The management interface as a web server of its own: nothing that reaches the public port, whatever its path or <c>Host</c>, can
/// get here, and no route of the proxy can hide it.
/// </summary>
internal sealed partial class ManagementServer(IServiceProvider gateway, GatewayOptions options, ILogger<ManagementServer> logger) : IHostedService
{
    private WebApplication? _app;

    /// <summary>Where it listens; null until it has started.</summary>
    public string? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _app = Build();
        await _app.StartAsync(cancellationToken);
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Log.Listening(logger, Address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is { } app)
        {
            await app.StopAsync(cancellationToken);
            await app.DisposeAsync();
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });

        // The gateway's own Kestrel section and environment are not for this server.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(gateway.GetRequiredService<ILoggerFactory>());
        builder.WebHost.UseUrls(options.Management.Url).UseKestrel(kestrel => kestrel.AddServerHeader = false);
        var services = builder.Services;
        services.AddProblems();
        services.AddTokens(new TokenVerifier(gateway.GetRequiredService<GatewayTokens>().AdminHashes.Select(hash => (TokenAudience.Admin, hash))));
        services.ShareTelemetry(gateway);
        services.AddSingleton(gateway.GetRequiredService<TimeProvider>());
        services.AddSingleton(gateway.GetRequiredService<IAgentClient>());
        services.AddSingleton(gateway.GetRequiredService<AgentRelay>());
        services.AddSingleton(gateway.GetRequiredService<ClusterStatusReading>());
        services.AddDashboard(gateway, options.Management.Dashboard);
        foreach (var condition in gateway.GetServices<IReadiness>())
        {
            services.AddSingleton(condition);
        }

        var app = builder.Build();
        app.UseRequestTraces(gateway.GetRequiredService<IConfiguration>());
        app.UseProblems();
        app.UseDashboard();
        app.UseAuthorization();
        app.MapManagement();
        app.MapDashboard();
        return app;
    }

    private static partial class Log
    {
        [LoggerMessage(1411, LogLevel.Information, "Management listens on {Address}")]
        public static partial void Listening(ILogger logger, string address);
    }
}
