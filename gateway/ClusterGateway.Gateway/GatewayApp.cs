using ClusterGateway.Gateway.AccessLog;
using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Diagnostics;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Draining;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Https;
using ClusterGateway.Gateway.Limits;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Gateway.Management;
using ClusterGateway.Gateway.Primary;
using ClusterGateway.Gateway.Redaction;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Gateway.Screening;
using ClusterGateway.Gateway.Shutdown;
using ClusterGateway.Gateway.Timeouts;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Telemetry;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway;

/// <summary>Puts the gateway together; what it does is in the folders.</summary>
internal static class GatewayApp
{
    public static async Task<GatewayBuild> BuildAsync(ProgramArguments arguments, CancellationToken cancellationToken)
    {
        // Everything below the content root is watched from here on; the working directory of a service is "/", with every mount that may hang.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        var errors = new List<ConfigurationError>(ConfigurationSources.Load(builder.Configuration, "gateway.json", arguments));
        var options = GatewayConfiguration.Read(builder.Configuration, errors, out var tokens);
        AddServices(builder, options, tokens);
        var app = builder.Build();
        errors.AddRange(app.Services.GetRequiredService<ReverseProxyCheck>().Check());
        errors.AddRange(await app.Services.GetRequiredService<YarpCheck>().CheckAsync(cancellationToken));
        if (errors.Count == 0)
        {
            UsePipeline(app, options);
        }

        return new GatewayBuild(app, errors,
        [
            .. app.Configuration.TelemetryWarnings(), .. GatewayConfigurationCheck.Warnings(options), .. app.Services.GetRequiredService<ReverseProxyCheck>().Warnings(),
        ]);
    }

    private static void AddServices(WebApplicationBuilder builder, GatewayOptions options, GatewayTokens tokens)
    {
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(options)
            .AddSingleton(options.Primary)
            .AddSingleton(tokens)
            .AddSingleton<GatewayIdentity>()
            .AddSingleton<ReverseProxyCheck>()
            .AddSingleton<YarpCheck>()
            .AddProblems()
            .AddRequestTimeouts()
            .AddTelemetry(builder.Configuration, services => GatewayMetrics.Collected(services.GetRequiredService<GatewayIdentity>(), options))
            .AddAccessLog(builder.Configuration)
            .AddEdge()
            .AddLimits(builder.Configuration)
            .AddHttps(builder.Configuration, builder.WebHost)
            .AddShutdown(builder.Configuration)
            .AddAgents()
            .AddClusterView()
            .AddPrimary()
            .AddAffinity(builder.Configuration)
            .AddLoadBalancingPolicies(builder.Configuration)
            .AddRetries(builder.Configuration)
            .AddPassiveHealth(builder.Configuration)
            .AddTimeouts(builder.Configuration)
            .AddScreening(builder.Configuration)
            .AddDraining()
            .AddManagement()
            .AddRedaction();
        var timeouts = BoundedSection.Read<TimeoutOptions>(builder.Configuration.GetSection(TimeoutOptions.Section));
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<ClusterPoolFilter>()
            .AddTransforms<EdgeTransforms>()
            .AddTransforms<NodeTrafficTransforms>();
        builder.Services.AddSingleton<IForwarderHttpClientFactory>(new NodeHttpClientFactory(builder.Configuration, timeouts));
    }

    private static void UsePipeline(WebApplication app, GatewayOptions options)
    {
        // YARP brings authorization along, and ASP.NET Core would put it before each request, where there is nothing to do: nobody signs in here.
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;

        // Nothing else asks for it: whoever collects metrics reads what it has made.
        app.Services.GetRequiredService<ClusterMetrics>();
        app.UseRequestTraces(app.Configuration);
        app.UseAccessLog();
        app.UseErrors();
        app.UseClientAddress(options);
        app.UseScreening();
        app.UseHttps();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseLoginCounts();
            proxy.UseTimeouts();
            proxy.UseRetries();
            proxy.UsePrimaryGate();
            proxy.UseClusterAdmission();
            proxy.UseSessionAffinity();
            proxy.UsePlacement();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        app.MapFallback("{**path}", context => ErrorAnswer.WriteAsync(context, Contracts.Problems.ProblemTypes.NotFound, "no route of the gateway matches"));
    }
}
