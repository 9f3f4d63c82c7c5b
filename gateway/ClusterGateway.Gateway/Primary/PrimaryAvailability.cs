using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Primary;

/// <summary>Whether admin traffic may go to the primary of a snapshot now. Pure.</summary>
internal static class PrimaryAvailability
{
    public static PrimaryState? Now(ClusterSnapshot snapshot, long now) =>
        snapshot.Primary is { Stopping: false } primary && primary.Deadline > now ? primary : null;

    /// <summary>
    /// The term that its primary announced to hand over; null when none did. Also of a primary that gets no admin traffic any more because it is
    /// unhealthy or in maintenance: new requests are held then too. A claim counts while its lease lasts.
    /// </summary>
    public static long? Stopping(ClusterSnapshot snapshot, long now, long frequency)
    {
        foreach (var node in snapshot.Nodes.Values)
        {
            if (node.Self is { Role: NodeRole.Primary, Stopping: true } self && self.Term == snapshot.Term
                && node.SelfAt + (long)(self.LeaseRemaining * frequency) > now)
            {
                return self.Term;
            }
        }

        return null;
    }
}
