using ClusterGateway.Contracts;
using Microsoft.AspNetCore.HttpOverrides;

namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// Removes what a client may not say: <c>Cluster-*</c>, and every form of forwarding header. Those of trusted proxies have been read
/// by now; nodes get new ones, made from the result.
/// </summary>
internal sealed class InboundHeadersMiddleware(RequestDelegate next)
{
    private static readonly string[] Forwarding =
    [
        "Forwarded",
        ForwardedHeadersDefaults.XForwardedForHeaderName,
        ForwardedHeadersDefaults.XForwardedHostHeaderName,
        ForwardedHeadersDefaults.XForwardedProtoHeaderName,
        ForwardedHeadersDefaults.XForwardedPrefixHeaderName,
        ForwardedHeadersDefaults.XOriginalForHeaderName,
        ForwardedHeadersDefaults.XOriginalHostHeaderName,
        ForwardedHeadersDefaults.XOriginalProtoHeaderName,
        ForwardedHeadersDefaults.XOriginalPrefixHeaderName,
    ];

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        foreach (var name in Forwarding)
        {
            headers.Remove(name);
        }

        List<string>? own = null;
        foreach (var header in headers)
        {
            if (header.Key.StartsWith(ClusterHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                (own ??= []).Add(header.Key);
            }
        }

        own?.ForEach(name => headers.Remove(name));
        return next(context);
    }
}
