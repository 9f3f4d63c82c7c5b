using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.LoadBalancing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <summary>
/// <c>AppCookie</c>: follows the route at the end of the application's own session id, in a cookie or a path parameter. Where the
/// application writes none, the gateway appends one to the cookie and takes it off again towards the node: <see cref="SuffixTransform"/>.
/// </summary>
/// <param name="names">Of the cookies and path parameters, in their order.</param>
/// <param name="memory">
/// Counts the clients, and remembers who was moved: an application that takes over a session sets no new cookie, and then the old route
/// would pull the client back.
/// </param>
/// <param name="memoryKey">Stands for the affinity key name.</param>
internal sealed class AppCookieSource(string[] names, NodeRoutes routes, Placements memory, ulong memoryKey) : IBindingSource
{
    public bool IsClaim => true;

    public ValueTask ReadAsync(HttpContext context, BindingFeature binding, CancellationToken cancellationToken)
    {
        var sent = context.Request.Headers.Cookie;
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        foreach (var name in names)
        {
            if (TryRead(sent, name, binding) || (PathParameter.TryFind(target, name, out var value) && TryRead(value, binding)))
            {
                break;
            }
        }

        return default;
    }

    public string? NodeOf(HttpContext context, BindingFeature binding) => binding.AppRoute is { } route
        ? memory.FindMoved(binding.AppSession) ?? routes.NodeOf(route) ?? route
        : null;

    public void Write(HttpContext context, BindingFeature binding, DestinationState destination)
    {
        if (binding.AppRoute is not { } route)
        {
            return;
        }

        // Who has an affinity cookie besides is counted by that, unless a move is to be remembered, or is over.
        var moved = (routes.NodeOf(route) ?? route) != destination.DestinationId;
        if (binding.Ticket is null || moved || memory.FindMoved(binding.AppSession) is not null)
        {
            memory.Returned(
                binding.AppSession, memory.KeyOf(context, memoryKey), context, destination.DestinationId, moved);
        }
    }

    /// <summary>Several cookies of one name come from several paths, the nearest first; some may be of other applications.</summary>
    private bool TryRead(StringValues sent, string name, BindingFeature binding)
    {
        var (field, offset) = (0, 0);
        while (CookieHeader.TryFindNext(sent, name, ref field, ref offset, out var value))
        {
            if (TryRead(value, binding))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The application's own route first: what it wrote itself is its own business, also when a <c>~</c> is in it.</summary>
    /// <returns>Whether the value names a node that is known; what names another is only kept in case that nothing better comes.</returns>
    private bool TryRead(ReadOnlySpan<char> value, BindingFeature binding)
    {
        var appended = RouteSuffix.Appended(value);
        var isKnown = routes.NodeOf(appended) is not null;
        var inner = RouteSuffix.Unquoted(value);
        var rest = isKnown ? inner[..^(appended.Length + 1)] : inner;
        ReadOnlySpan<char> route = default;
        while (RouteSuffix.TryNextOfApplication(ref rest))
        {
            route = rest;
            if (routes.NodeOf(route) is not null)
            {
                break;
            }
        }

        route = routes.NodeOf(route) is not null || appended.IsEmpty ? route : appended;
        isKnown = routes.NodeOf(route) is not null;
        if (RouteSuffix.IsRoute(route) && (isKnown || binding.AppRoute is null))
        {
            binding.AppRoute = route.ToString();
            binding.AppSession = StableHash.OfValue(value, memoryKey);
        }

        return isKnown;
    }
}
