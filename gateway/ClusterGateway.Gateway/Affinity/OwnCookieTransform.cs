using ClusterGateway.Gateway.Affinity.AppCookie;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>
/// Takes what gateways wrote into cookies out of a request; this route's affinity cookie is gone by then, through its binding source. Suffixes
/// only now: a gateway that has just started knows the nodes, and so their routes, by the time that the request goes to one.
/// </summary>
/// <param name="affinity">This route's affinity cookie; null when it has none.</param>
internal sealed class OwnCookieTransform(OwnCookieNames names, string? affinity, NodeRoutes routes) : RequestTransform
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

        if (!names.Suffixed.IsEmpty && MayBeSuffixed(sent))
        {
            Strip(context, sent);
        }

        return default;
    }

    private static bool MayBeSuffixed(StringValues sent)
    {
        for (var i = 0; i < sent.Count; i++)
        {
            if (sent[i].AsSpan().Contains(RouteSuffix.Own))
            {
                return true;
            }
        }

        return false;
    }

    private void Strip(RequestTransformContext context, StringValues sent)
    {
        var destinations = context.HttpContext.GetReverseProxyFeature().AllDestinations;
        foreach (var name in names.Suffixed)
        {
            if (CookieHeader.TryFind(sent, name, out _))
            {
                Replace(context, SuffixedCookies.Strip(
                    TakeHeader(context, Cookie), name, route => routes.MayBeAppended(route) || Destinations.Find(destinations, route.ToString()) is not null));
            }
        }
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
