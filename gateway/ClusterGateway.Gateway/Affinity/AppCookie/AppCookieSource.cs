using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.LoadBalancing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <summary>
/// <c>AppCookie</c>: follows the route at the end of the application's own session id, in a cookie or a path parameter. Where the
/// application writes none, the gateway appends one to the cookie and takes it off again towards the node.
/// </summary>
/// <param name="names">Of the cookies and path parameters, in their order.</param>
/// <param name="memory">
/// Counts the clients, and remembers who was moved: an application that takes over a session sets no new cookie, and then the old route
/// would pull the client back.
/// </param>
/// <param name="memoryKey">Stands for the affinity key name.</param>
internal sealed class AppCookieSource(string[] names, NodeRoutes routes, Placements memory, ulong memoryKey, TimeProvider time) : IBindingSource
{
    public bool IsClaim => true;

    public ValueTask ReadAsync(HttpContext context, BindingFeature binding, CancellationToken cancellationToken)
    {
        var sent = context.Request.Headers.Cookie;
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        foreach (var name in names)
        {
            if ((CookieHeader.TryFind(sent, name, out var value) && TryRead(value, binding))
                || (PathParameter.TryFind(target, name, out value) && TryRead(value, binding)))
            {
                break;
            }
        }

        Strip(context, sent);
        return default;
    }

    public string? NodeOf(HttpContext context, BindingFeature binding) => binding.AppRoute is { } route
        ? memory.Find(binding.AppSession) ?? routes.NodeOf(route) ?? route
        : null;

    public void Write(HttpContext context, BindingFeature binding, DestinationState destination)
    {
        // Who has an affinity cookie besides is counted by that, unless the move is to be remembered.
        if (binding.AppRoute is { } route && (binding.Ticket is null || (routes.NodeOf(route) ?? route) != destination.DestinationId))
        {
            memory.Returned(binding.AppSession, memory.KeyOf(context, memoryKey), context.Connection.RemoteIpAddress, destination.DestinationId);
        }

        var headers = context.Response.Headers;
        if (headers.SetCookie is { Count: > 0 } set && Suffix(set, context, routes.RouteOf(destination.DestinationId)) is { } suffixed)
        {
            headers.SetCookie = suffixed;
        }
    }

    /// <returns>Whether the value names a node that is known; what names another is only kept in case that nothing better comes.</returns>
    private bool TryRead(ReadOnlySpan<char> value, BindingFeature binding)
    {
        var route = RouteSuffix.Appended(value);
        if (route.IsEmpty)
        {
            var rest = RouteSuffix.Unquoted(value);
            while (RouteSuffix.TryNextOfApplication(ref rest))
            {
                route = rest;
                if (routes.NodeOf(route) is not null)
                {
                    break;
                }
            }
        }

        var isKnown = routes.NodeOf(route) is not null;
        if (RouteSuffix.IsRoute(route) && (isKnown || binding.AppRoute is null))
        {
            binding.AppRoute = route.ToString();

            // Within this process only; both halves, because the table places entries by the upper one.
            binding.AppSession = StableHash.Mix((uint)string.GetHashCode(value) | ((ulong)value.Length << 32));
        }

        return isKnown;
    }

    private void Strip(HttpContext context, StringValues sent)
    {
        var kept = sent;
        foreach (var name in names)
        {
            kept = SuffixedCookies.Strip(kept, name);
        }

        if (kept != sent)
        {
            context.Request.Headers.Cookie = kept;
        }
    }

    /// <returns>Null when there was nothing to append.</returns>
    private string[]? Suffix(StringValues set, HttpContext context, string route)
    {
        string[]? suffixed = null;
        for (var i = 0; i < set.Count; i++)
        {
            foreach (var name in names)
            {
                var header = set[i]!;
                var value = SetCookie.ValueOf(header, name);
                if (!header.AsSpan(value).IsEmpty && !NamesNode(header.AsSpan(value), context) && !SetCookie.IsDeletion(header, time.GetUtcNow()))
                {
                    suffixed ??= set.ToArray()!;
                    suffixed[i] = string.Concat(header.AsSpan(0, value.End.Value), $"{RouteSuffix.Own}{route}", header.AsSpan(value.End.Value));
                }
            }
        }

        return RouteSuffix.IsRoute(route) ? suffixed : null;
    }

    /// <summary>The application has its own suffix.</summary>
    private bool NamesNode(ReadOnlySpan<char> value, HttpContext context)
    {
        while (RouteSuffix.TryNextOfApplication(ref value))
        {
            if (routes.NodeOf(value) is not null || Destinations.Find(context.GetReverseProxyFeature().AllDestinations, value.ToString()) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
