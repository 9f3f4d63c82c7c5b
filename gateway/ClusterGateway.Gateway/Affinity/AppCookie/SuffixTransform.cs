using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <summary>
/// Appends the node's route to session cookies of applications. On every route: an answer to <c>/admin</c> that sets the cookie anew would
/// otherwise replace the one that names the node.
/// </summary>
/// <param name="own">The names on this route, for which destinations that are no nodes count, too.</param>
internal sealed class SuffixTransform(OwnCookieNames names, string[] own, NodeRoutes routes, TimeProvider time) : ResponseTransform
{
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        if (!names.Suffixed.IsEmpty && context.ProxyResponse is not null && headers.SetCookie is { Count: > 0 } set
            && context.HttpContext.GetReverseProxyFeature() is { ProxiedDestination: { } destination } proxy
            && (own.Length > 0 || routes.IsNode(destination.DestinationId))
            && Suffix(set, routes.IsNode(destination.DestinationId) ? names.Suffixed.AsSpan() : own, proxy, destination) is { } suffixed)
        {
            headers.SetCookie = suffixed;
        }

        return default;
    }

    /// <returns>Null when there was nothing to append.</returns>
    private string[]? Suffix(StringValues set, ReadOnlySpan<string> suffixedNames, IReverseProxyFeature proxy, DestinationState destination)
    {
        var route = routes.RouteOf(destination.DestinationId);
        string[]? suffixed = null;
        for (var i = 0; i < set.Count; i++)
        {
            foreach (var name in suffixedNames)
            {
                var header = set[i]!;
                var value = SetCookie.ValueOf(header, name);
                if (!header.AsSpan(value).IsEmpty && !NamesNode(header.AsSpan(value), proxy) && !SetCookie.IsDeletion(header, time.GetUtcNow()))
                {
                    suffixed ??= set.ToArray()!;
                    suffixed[i] = string.Concat(header.AsSpan(0, value.End.Value), $"{RouteSuffix.Own}{route}", header.AsSpan(value.End.Value));
                }
            }
        }

        return RouteSuffix.IsRoute(route) ? suffixed : null;
    }

    /// <summary>The application has its own suffix.</summary>
    private bool NamesNode(ReadOnlySpan<char> value, IReverseProxyFeature proxy)
    {
        while (RouteSuffix.TryNextOfApplication(ref value))
        {
            if (routes.NodeOf(value) is not null || Destinations.Find(proxy.AllDestinations, value.ToString()) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
