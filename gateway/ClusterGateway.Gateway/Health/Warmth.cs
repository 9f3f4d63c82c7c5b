using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Health;

/// <summary>Whether a node has been out of service, and since when it takes new clients again: what slow start goes by.</summary>
/// <param name="IsCold">It was starting or unhealthy, and has taken nobody since.</param>
/// <param name="Since">The <see cref="TimeProvider"/> timestamp when it took new clients again; null when it never was away.</param>
internal readonly record struct Warmth(bool IsCold, long? Since)
{
    /// <summary>So long after its own start a gateway takes nodes that it has not seen in service for new beside it, and not for back.</summary>
    public static readonly TimeSpan ColdStart = TimeSpan.FromSeconds(30);

    /// <param name="wasAway">
    /// "Starting" or "unhealthy" is an absence: the node has been in service before, or this gateway runs for longer than a cluster takes to start.
    /// </param>
    public Warmth Next(NodeHealth health, bool wasAway, PlacementTier tier, long now)
    {
        if (wasAway && health is (NodeHealth.Unhealthy or NodeHealth.Starting))
        {
            return new Warmth(IsCold: true, Since: null);
        }

        return IsCold && tier != PlacementTier.Never ? new Warmth(IsCold: false, now) : this;
    }
}
