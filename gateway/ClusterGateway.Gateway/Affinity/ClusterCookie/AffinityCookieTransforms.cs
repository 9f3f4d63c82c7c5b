using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>Keeps our cookies from the nodes: who runs an application there could otherwise use its users' bindings.</summary>
internal sealed class AffinityCookieTransforms(AffinityCookieNames names) : ITransformProvider
{
    private const string Cookie = "Cookie";

    public void ValidateRoute(TransformRouteValidationContext context)
    {
        // Nothing of a route matters here.
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
        if (context.Cluster.SessionAffinity is { Enabled: true } affinity && IsOurs(affinity))
        {
            names.Add(affinity.AffinityKeyName);
        }
    }

    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(transform =>
    {
        Strip(transform);
        return ValueTask.CompletedTask;
    });

    private static bool IsOurs(SessionAffinityConfig affinity) =>
        string.Equals(affinity.Policy, ClusterCookiePolicy.PolicyName, StringComparison.OrdinalIgnoreCase);

    private void Strip(RequestTransformContext transform)
    {
        var sent = transform.HttpContext.Request.Headers.Cookie;
        if (sent.Count == 0 || !names.All.Any(name => CookieHeader.Find(sent, name) is not null))
        {
            return;
        }

        // Taken from the request that YARP built: an earlier transform may have changed it.
        var kept = RequestTransform.TakeHeader(transform, Cookie)
            .Select(header => names.All.Aggregate(header ?? "", CookieHeader.Remove))
            .Where(header => header.Length > 0)
            .ToArray();
        if (kept.Length > 0)
        {
            RequestTransform.AddHeader(transform, Cookie, kept);
        }
    }
}
