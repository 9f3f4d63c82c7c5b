using ClusterGateway.Gateway.Affinity.ClusterCookie;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>
/// What an affinity policy found out about a request. Placement leaves the destinations alone when <see cref="IsBound"/>; retries know by
/// it whose session is at stake.
/// </summary>
internal sealed class BindingFeature
{
    public BindingOutcome Outcome { get; private set; }

    public bool IsBound => IsDecided && Outcome == BindingOutcome.Hit;

    /// <summary>The node that the client is bound to, or was until now; null when it was bound to none.</summary>
    public string? NodeId { get; set; }

    /// <summary>The cookie's content; null when none came that could be read.</summary>
    public AffinityTicket? Ticket { get; set; }

    /// <summary>When the cookie says that the client was last seen; null when none came that could be read.</summary>
    public DateTimeOffset? LastSeen => Ticket?.LastSeen;

    /// <summary>The cookie is to say that the client was seen now, whether or not it is due for renewal.</summary>
    public bool RenewsCookie { get; set; }

    /// <summary>The client's place in the placement memory; null where it is not used.</summary>
    public ulong? PlacementKey { get; set; }

    private bool IsDecided { get; set; }

    /// <returns>Whether this is news: once a request, and again when a retry moves it.</returns>
    public bool Decide(BindingOutcome outcome)
    {
        var isNews = !IsDecided || Outcome != outcome;
        (Outcome, IsDecided) = (outcome, true);
        return isNews;
    }

    public static BindingFeature Of(HttpContext context)
    {
        var feature = context.Features.Get<BindingFeature>();
        if (feature is null)
        {
            feature = new BindingFeature();
            context.Features.Set(feature);
        }

        return feature;
    }
}
