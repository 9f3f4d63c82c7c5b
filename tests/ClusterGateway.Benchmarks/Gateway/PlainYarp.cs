using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>
/// YARP as its documentation begins, with the <c>HashCookie</c> affinity: the peer. A program of its own, so that nothing of ours runs in it.
/// Quiet it logs from Warning on; as created it has the levels of the template, by which YARP writes two lines for each request.
/// </summary>
internal static class PlainYarp
{
    public static async Task RunAsync(int port, int http2Port, IReadOnlyList<string> origins, bool asCreated, bool passHost, bool untraced)
    {
        // Its own folder: the one that a benchmark runs in may be full of files, and it watches all of them for changes of its settings.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        if (asCreated)
        {
            // What `dotnet new web` writes into appsettings.json.
            builder.Configuration["Logging:LogLevel:Default"] = "Information";
            builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning";
        }
        else
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(port);
            kestrel.ListenLocalhost(http2Port, listen => listen.Protocols = HttpProtocols.Http2);
            if (!asCreated)
            {
                kestrel.Limits.MaxRequestBodySize = null;
            }
        });
        var proxy = builder.Services.AddReverseProxy();
        if (untraced)
        {
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
            proxy.ConfigureHttpClient((_, handler) => handler.ActivityHeadersPropagator = null);
        }

        proxy.LoadFromMemory(
            [AllTo("nodes", passHost)],
            [
                new ClusterConfig
                {
                    ClusterId = "nodes",
                    SessionAffinity = new SessionAffinityConfig { Enabled = true, Policy = "HashCookie", AffinityKeyName = "affinity" },
                    Destinations = origins.Index().ToDictionary(o => $"node{o.Index + 1}", o => new DestinationConfig { Address = o.Item }),
                },
            ]);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.RunAsync();
    }

    /// <param name="passHost">The node gets the <c>Host</c> that the client sent, as it does from the gateway.</param>
    private static RouteConfig AllTo(string cluster, bool passHost)
    {
        var all = new RouteConfig { RouteId = "all", ClusterId = cluster, Match = new RouteMatch { Path = "{**rest}" } };
        return passHost ? all.WithTransformUseOriginalHostHeader() : all;
    }
}
