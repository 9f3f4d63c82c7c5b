using ClusterGateway.Hosting.Telemetry;
using FilePortal.Administration;
using FilePortal.Agent;
using FilePortal.Configuration;
using FilePortal.Documents;
using FilePortal.Editing;
using FilePortal.Edge;
using FilePortal.Favorites;
using FilePortal.Locking;
using FilePortal.Pages;
using FilePortal.Settings;
using FilePortal.ShareLinks;
using FilePortal.SignIn;
using FilePortal.Signing;
using FilePortal.Wopi;
using Microsoft.Extensions.Options;

namespace FilePortal;

/// <summary>The portal, put together: what it is made of and in which order a request passes it.</summary>
internal static class PortalApp
{
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // It writes addresses, which hold the tokens of share links and of office applications, into the scope of every other line.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Documents have no size limit of ours.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        AddServices(builder.Services, builder.Configuration);
        builder.Services.AddTelemetry(builder.Configuration, services => new TelemetryOptions("file-portal", services.GetRequiredService<IOptions<PortalOptions>>().Value.Node));

        var app = builder.Build();
        app.UseRequestTraces(app.Configuration);
        app.UseForwardedHeaders();
        app.UseExceptionHandler(Failures.Handler);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<SameOrigin>();
        app.MapSignIn();
        app.MapDocuments();
        app.MapEditor();
        app.MapFavorites();
        app.MapWopi();
        app.MapLinks();
        app.MapVisits();
        app.MapAdministration();
        app.MapAssets();
        app.MapGet("/healthz", () => new { status = "ok" }).WithoutTraces();
        app.MapFallback(Failures.NotFound);
        return app;
    }

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptions<PortalOptions>().Bind(configuration.GetSection(PortalOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, TrustedProxies>();
        services.AddSingleton<SessionTables>();
        services.AddSingleton<DocumentFolder>();
        services.AddSingleton<DocumentGlance>();
        services.AddSingleton<LockedDocuments>();
        services.AddSingleton<EditingLock>();
        services.AddSingleton<EditorSave>();
        services.AddSingleton<TokenSigner>();
        services.AddSingleton<VisitorGrant>();
        services.AddSingleton<WopiTokens>();
        services.AddSingleton<WopiNewDocument>();
        services.AddAgent();
        services.AddSingleton<PortalSettings>();
        services.AddHostedService(provider => provider.GetRequiredService<PortalSettings>());
        services.AddSingleton<SessionReferences>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionReferences>());
    }
}
