using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Assets;
using ClusterGateway.Gateway.Dashboard.Blocks;
using ClusterGateway.Gateway.Dashboard.Certificates;
using ClusterGateway.Gateway.Dashboard.Live;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Dashboard.Settings;
using ClusterGateway.Gateway.Dashboard.SignIn;
using ClusterGateway.Gateway.Diagnostics;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Screening.Blocks;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Gateway.Dashboard;

/// <summary>The dashboard as a part of the management server.</summary>
internal static class DashboardExtensions
{
    private const int MostFieldCharacters = 24 * 1024 * 1024;

    /// <param name="gateway">The gateway's own services.</param>
    public static void AddDashboard(this IServiceCollection services, IServiceProvider gateway, DashboardOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(gateway.GetRequiredService<GatewayIdentity>());
        services.AddSingleton(gateway.GetRequiredService<IClusterView>());
        services.AddSingleton(gateway.GetRequiredService<NodeTraffic>());
        services.AddSingleton(gateway.GetRequiredService<Membership>());
        services.AddSingleton(gateway.GetRequiredService<BlockCopy>());
        services.AddSingleton<EventTail>();
        services.AddSingleton<AgentReading>();
        services.AddSingleton<SharedState>();
        services.AddSingleton<PictureSource>();
        services.AddSingleton<Fragments>();
        services.AddSingleton<Notices>();
        // An export of all settings comes back as one field.
        services.Configure<FormOptions>(form => form.ValueLengthLimit = MostFieldCharacters);
        services.AddSignIn(gateway, options);
    }

    public static void UseDashboard(this WebApplication app)
    {
        app.UseMiddleware<PageHeaders>();
        app.UseAuthentication();
        app.UseMiddleware<SessionToken>();
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.MapAssets();
        app.MapSignIn();
        var reading = app.MapGroup("").AddEndpointFilter(new ReaderFilter(app.Services.GetRequiredService<DashboardOptions>().Anonymous));
        reading.MapOverview();
        reading.MapLive();
        var signedIn = app.MapGroup("").AddEndpointFilter(new ReaderFilter(anonymous: false));
        signedIn.MapLists();
        signedIn.MapActions();
        signedIn.MapSettings();
        signedIn.MapCertificates();
        signedIn.MapBlocks();
    }
}
