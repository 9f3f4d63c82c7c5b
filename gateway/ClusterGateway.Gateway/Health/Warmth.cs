using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Health;

/// <summary>Whether a node has been out of service, and since when it takes new clients again: what slow start goes by.</summary>
/// <param name="IsCold">It was starting or unhealthy, and has taken nobody since.</param>
/// <param name="Since">The <see cref="TimeProvider"/> timestamp when it took new clients again; null when it never was away.</param>
internal readonly record struct Warmth(bool IsCold, long? Since)
{
    /// <param name="answered">The agent has answered before: until then "starting" says nothing of the node, but that this gateway is new.</param>
    public Warmth Next(NodeHealth health, bool answered, PlacementTier tier, long now)
    {
        if (health == NodeHealth.Unhealthy || (health == NodeHealth.Starting && answered))
        {
            return new Warmth(IsCold: true, Since: null);
        }

        return IsCold && tier != PlacementTier.Never ? new Warmth(IsCold: false, now) : this;
    }
}
