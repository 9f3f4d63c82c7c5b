using ClusterGateway.NodeAgent.Gateways;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>What is known during a planned hand-over.</summary>
/// <param name="AnnouncedFor">Taken before the gateways' reports were read.</param>
/// <param name="Gateways">Null when the store gave no answer.</param>
internal sealed record HandOverEvidence(long Term, LeaseTiming Timing, TimeSpan AnnouncedFor, IReadOnlyList<GatewayReading>? Gateways)
{
    /// <summary>Plain admin requests that still run, as far as the gateways told.</summary>
    public long Running => Gateways?.Where(g => g.IsAlive).Sum(g => g.AdminInFlight ?? 0) ?? 0;
}
