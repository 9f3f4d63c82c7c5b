using ClusterGateway.Gateway.Affinity.ClusterCookie;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>
/// What affinity found out about a request: one object for each. Placement leaves the destinations alone when <see cref="IsBound"/>; retries
/// know by it whose session is at stake.
/// </summary>
internal sealed class BindingFeature(BindingPlan plan)
{
    public BindingPlan Plan { get; } = plan;

    public BindingOutcome Outcome { get; private set; }

    public bool IsBound => IsDecided && Outcome == BindingOutcome.Hit;

    public bool IsDecided { get; private set; }

    /// <summary>An affinity cookie of ours came, readable or not.</summary>
    public bool CookieSent { get; set; }

    /// <summary>The client sent something that names a node, readable or not.</summary>
    public bool ShowedSomething => CookieSent || AppRoute is not null;

    /// <summary>The route at the end of the application's session id; null when there was none.</summary>
    public string? AppRoute { get; set; }

    /// <summary>A hash of that session id.</summary>
    public ulong AppSession { get; set; }

    /// <summary>The node that the client is bound to, or was until now; null when it was bound to none.</summary>
    public string? NodeId { get; set; }

    /// <summary>The affinity cookie's content; null when none came that could be read.</summary>
    public KnownTicket? Ticket { get; set; }

    /// <summary>When the cookie says that the client was last seen; null when none came that could be read.</summary>
    public DateTimeOffset? LastSeen => Ticket?.Ticket.LastSeen;

    /// <summary>The cookie is to say that the client was seen now, whether or not it is due for renewal.</summary>
    public bool RenewsCookie { get; set; }

    /// <summary>The client's place in the placement memory; null where it is not used.</summary>
    public ulong? PlacementKey { get; set; }

    /// <returns>Whether this is news: once a request, and again when a retry moves it.</returns>
    public bool Decide(BindingOutcome outcome)
    {
        var isNews = !IsDecided || Outcome != outcome;
        (Outcome, IsDecided) = (outcome, true);
        return isNews;
    }
}
