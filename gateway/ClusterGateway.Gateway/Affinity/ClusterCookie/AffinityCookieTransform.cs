using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>Takes the affinity cookies of other routes out of a request; browsers send them to every path.</summary>
/// <param name="own">The cookie of this route, which its binding source has taken out already; null when it has none.</param>
internal sealed class AffinityCookieTransform(AffinityCookieNames names, string? own) : RequestTransform
{
    private const string Cookie = "Cookie";

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var sent = context.HttpContext.Request.Headers.Cookie;
        if (sent.Count > 0)
        {
            foreach (var name in names.All)
            {
                if (name != own && CookieHeader.TryFind(sent, name, out _))
                {
                    // From the request that YARP built: an earlier transform may have changed it.
                    var kept = CookieHeader.Without(TakeHeader(context, Cookie), name);
                    if (kept.Count > 0)
                    {
                        AddHeader(context, Cookie, kept);
                    }
                }
            }
        }

        return default;
    }
}
