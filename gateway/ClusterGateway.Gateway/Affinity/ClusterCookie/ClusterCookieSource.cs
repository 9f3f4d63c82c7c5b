using ClusterGateway.Gateway.Affinity.PlacementMemory;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>
/// <c>ClusterCookie</c>: the client's cookie names its node, encrypted, so that every gateway follows it and nobody can choose a node.
/// </summary>
internal sealed class ClusterCookieSource(
    ClusterCookieSettings settings, TicketProtector protector, Placements memory, ulong memoryKey, ClusterName cluster, TimeProvider time) : IBindingSource
{
    /// <summary>Each may cost a decryption.</summary>
    private const int MostCookies = 4;

    public bool IsClaim => false;

    public ValueTask ReadAsync(HttpContext context, BindingFeature binding, CancellationToken cancellationToken)
    {
        var headers = context.Request.Headers;
        var sent = headers.Cookie;
        if (!CookieHeader.TryFind(sent, settings.Name, out var cookie))
        {
            return default;
        }

        binding.CookieSent = true;
        headers.Cookie = CookieHeader.Without(sent, settings.Name);
        binding.Ticket = protector.Find(cookie) is { } known ? Unended(known) : null;
        return binding.Ticket is null ? ReadEachAsync(sent, binding, cancellationToken) : default;
    }

    public string? NodeOf(HttpContext context, BindingFeature binding) => binding.Ticket?.Ticket.NodeId;

    public void Write(HttpContext context, BindingFeature binding, DestinationState destination)
    {
        if (binding.Ticket is { } known && known.Ticket.NodeId == destination.DestinationId && known.IsDueForNote(time))
        {
            memory.Returned(known.Ticket.ClientId, memory.KeyOf(context, memoryKey), context, destination.DestinationId);
        }

        if (NextTicket(binding, destination) is { } next && protector.CanProtect)
        {
            context.Response.Cookies.Append(
                settings.Name, protector.Protect(next), context.Request.IsHttps ? settings.OverHttps : settings.OverHttp);
            context.Response.Headers.CacheControl = CacheControl.Private(context.Response.Headers.CacheControl);
        }
    }

    /// <summary>The first that can be read: of several, one may be another cluster's, or have been set for a path that is no more.</summary>
    private async ValueTask ReadEachAsync(StringValues sent, BindingFeature binding, CancellationToken cancellationToken)
    {
        var (field, offset) = (0, 0);
        for (var tried = 0; tried < MostCookies && Next(sent, ref field, ref offset) is { } cookie && binding.Ticket is null; tried++)
        {
            binding.Ticket = Unended(protector.Find(cookie) ?? await protector.UnprotectAsync(cookie, cancellationToken));
        }
    }

    private string? Next(StringValues sent, ref int field, ref int offset) =>
        CookieHeader.TryFindNext(sent, settings.Name, ref field, ref offset, out var value) ? value.ToString() : null;

    private KnownTicket? Unended(KnownTicket? known) =>
        known is null || (settings.Lifetime.IsLimited && settings.Lifetime.HasEnded(known.Ticket, time.GetUtcNow())) ? null : known;

    /// <summary>What to write; null when the cookie that the client has is still right.</summary>
    private AffinityTicket? NextTicket(BindingFeature binding, DestinationState destination)
    {
        var ticket = binding.Ticket?.Ticket;
        if (ticket?.NodeId == destination.DestinationId && settings.Lifetime.Idle is null && !binding.RenewsCookie)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (ticket is null)
        {
            return new AffinityTicket(cluster.Value, destination.DestinationId, AffinityTicket.NewClientId(), now, now);
        }

        if (ticket.NodeId != destination.DestinationId)
        {
            return ticket with { NodeId = destination.DestinationId, IssuedAt = now, LastSeen = now };
        }

        return binding.RenewsCookie || settings.Lifetime.IsDueForRenewal(ticket, now) ? ticket with { LastSeen = now } : null;
    }
}
