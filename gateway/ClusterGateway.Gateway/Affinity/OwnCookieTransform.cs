using ClusterGateway.Gateway.Affinity.AppCookie;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>Takes what other routes wrote into cookies out of a request; this route's own is gone by then, through its binding sources.</summary>
/// <param name="affinity">This route's affinity cookie; null when it has none.</param>
/// <param name="suffixed">This route's cookies with a suffix.</param>
internal sealed class OwnCookieTransform(OwnCookieNames names, string? affinity, string[] suffixed) : RequestTransform
{
    private const string Cookie = "Cookie";

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var sent = context.HttpContext.Request.Headers.Cookie;
        if (sent.Count == 0)
        {
            return default;
        }

        foreach (var name in names.Affinity)
        {
            if (name != affinity && CookieHeader.TryFind(sent, name, out _))
            {
                Replace(context, CookieHeader.Without(TakeHeader(context, Cookie), name));
            }
        }

        foreach (var name in names.Suffixed)
        {
            if (!suffixed.Contains(name) && CookieHeader.TryFind(sent, name, out var value) && RouteSuffix.Appended(value).Length > 0)
            {
                Replace(context, SuffixedCookies.Strip(TakeHeader(context, Cookie), name));
            }
        }

        return default;
    }

    /// <summary>In the request that YARP built: an earlier transform may have changed it.</summary>
    private static void Replace(RequestTransformContext context, StringValues kept)
    {
        if (kept.Count > 0)
        {
            AddHeader(context, Cookie, kept);
        }
    }
}
