using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>
/// YARP as its documentation begins, with the <c>HashCookie</c> affinity: the peer. A program of its own, so that nothing of ours runs in it.
/// Quiet it logs from Warning on; as created it has the levels of the template, by which YARP writes two lines for each request.
/// </summary>
internal static class PlainYarp
{
    public static async Task RunAsync(int port, int http2Port, IReadOnlyList<string> origins, bool asCreated)
    {
        var builder = WebApplication.CreateBuilder();
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
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "nodes", Match = new RouteMatch { Path = "{**rest}" } }],
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
}
