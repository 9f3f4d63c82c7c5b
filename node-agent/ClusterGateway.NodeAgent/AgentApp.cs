using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Administration;
using ClusterGateway.NodeAgent.AgentCheck;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Certificates;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.DocumentLocks;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Favorites;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Hooks;
using ClusterGateway.NodeAgent.Housekeeping;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.KeyRing;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.LocalState;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.Screening;
using ClusterGateway.NodeAgent.Sessions;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.ShareLinks;
using ClusterGateway.NodeAgent.Status;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent;

/// <summary>The node agent, put together.</summary>
internal static class AgentApp
{
    /// <summary>Two names of full length, every character of them percent-encoded as three bytes.</summary>
    private const int MostRequestLineBytes = 80 * 1024;

    /// <summary>Everything the agent is, over this store.</summary>
    /// <param name="lease">The same store over a connection of its own, for the leader's lease; null to share the other.</param>
    public static WebApplication Build(
        WebApplicationBuilder builder, AgentConfiguration configuration, IClusterStore store, TimeProvider time, IClusterStore? lease = null)
    {
        var options = configuration.Options;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = MostRequestLineBytes);
        builder.Services.ConfigureHttpJsonOptions(json => UseContracts(json.SerializerOptions));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout(options));
        builder.Services
            .AddSingleton(time)
            .AddSingleton(options)
            .AddSingleton(configuration.Tokens)
            .AddSingleton(configuration.Encryption)
            .AddSingleton<AgentExit>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<LocalFiles>(services, options.DataDirectory))
            .AddTelemetry(builder.Configuration, _ => Telemetry(options))
            .AddMeasuredStore(store, lease ?? store)
            .AddCallLimit(options.Store)
            .AddTokens(configuration.Tokens.Verifier)
            .AddProblems()
            .AddExceptionHandler<StoreUnavailableHandler>()
            .AddOpenApi(api => api.DescribePathNames().AddSchemaTransformer<ChangeSchema>())
            .AddSingleton(new NodeHealthContext(options.Node.Id, options.Node.Application))
            .AddNodeHealth()
            .AddMembership(options.Membership)
            .AddLeadership(options.Leadership)
            .AddEvents(options.Events)
            .AddGateways()
            .AddKeyRing()
            .AddCertificates(options.Certificates)
            .AddDocumentLocks(options.DocumentLocks)
            .AddSessions(options.Sessions)
            .AddFavorites()
            .AddSettings(options.Settings)
            .AddScreening(options.Screening)
            .AddHousekeeping(options.Housekeeping)
            .AddAdministration()
            .AddHooks(options.Hooks)
            .AddShareLinks(options.ShareLinks)
            .AddAlerts(options.Alerts, configuration.Alerts)
            .AddStatus()
            .AddAgentCheck(options.AgentCheck);

        var app = builder.Build();
        app.UseRequestTraces(app.Configuration);
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        MapEndpoints(app);
        app.ObserveMetrics();
        return app;
    }

    private static TelemetryOptions Telemetry(AgentOptions options) =>
        new("node-agent", options.Node.Id) { Namespace = options.Name, Version = NodeIdentity.Version };

    /// <summary>The hand-over of the primary role, the hook that follows it, and two seconds for the rest.</summary>
    private static TimeSpan ShutdownTimeout(AgentOptions options) =>
        options.Leadership.Timing.Farewell + options.Hooks.Farewell() + TimeSpan.FromSeconds(2);

    /// <summary>A generated context brings its types along, but not the converters that it was generated with.</summary>
    private static void UseContracts(JsonSerializerOptions json)
    {
        json.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
        foreach (var converter in ContractsJson.Default.Options.Converters)
        {
            json.Converters.Add(converter);
        }
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapGroup("").WithoutTraces().MapProbes();
        app.MapMetrics();
        app.MapOpenApi();

        var everybody = app.MapGroup("").RequireAudience(Enum.GetValues<TokenAudience>());
        var api = everybody.MapGroup("/v1");
        api.MapNodes();
        api.MapLeader();
        api.MapEvents();
        api.MapAdministration();
        api.MapAlerts();
        api.MapSettings();
        api.MapBlocks();
        api.MapCertificates();
        everybody.MapGateways();
        everybody.MapGatewayReports().RequireAudience(TokenAudience.Gateway);
        everybody.MapKeyRing().RequireAudience(TokenAudience.Gateway);
        MapSharedServices(everybody.MapGroup("").WithCallLimit());
    }

    private static void MapSharedServices(RouteGroupBuilder services)
    {
        var api = services.MapGroup("/v1");
        api.MapLocks();
        services.MapWopiLocks();
        api.MapShareLinks();
        api.MapLinkAccess();
        api.MapSessions();
        api.MapFavorites();
        api.MapAttempts();
    }
}
