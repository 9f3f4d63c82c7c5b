using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ClusterGateway.Gateway.Edge;

internal static class EdgeExtensions
{
    public static IServiceCollection AddEdge(this IServiceCollection services)
    {
        // A line ends with CR LF: one that may also end with LF is two lines to a proxy before us that does not think so (RFC 9112, 2.2).
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Header values are bytes: what they mean is between client and application. Latin-1 gives back each as it came.
            kestrel.RequestHeaderEncodingSelector = static name => name == HeaderNames.Connection ? ConnectionHeaderEncoding.Instance : Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;

            // The target's authority wins over Host (RFC 9112, 3.2.2).
            kestrel.AllowHostHeaderOverride = true;
        });
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, EndpointLayers>();
        return services.AddSingleton<EdgeMetrics>().AddSingleton<TrustedNetworks>();
    }

    /// <summary>For the client of each YARP cluster, unless its <c>RequestHeaderEncoding</c> says otherwise.</summary>
    public static void PassHeaderBytes(this SocketsHttpHandler handler)
    {
        handler.RequestHeaderEncodingSelector ??= static (_, _) => Encoding.Latin1;
        handler.ResponseHeaderEncodingSelector ??= static (_, _) => Encoding.Latin1;
    }

    /// <summary>Outermost: what has no answer in the end gets one of ours.</summary>
    public static IApplicationBuilder UseErrors(this IApplicationBuilder app)
    {
        var unhandled = app.New();
        unhandled.UseExceptionHandler();
        unhandled.Run(static context =>
        {
            context.Features.GetRequiredFeature<ExceptionDispatchInfo>().Throw();
            return Task.CompletedTask;
        });
        return app.UseMiddleware<ErrorMiddleware>(unhandled.Build());
    }
}
