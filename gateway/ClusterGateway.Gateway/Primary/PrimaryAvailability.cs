using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Primary;

/// <summary>Whether admin traffic may go to the primary of a snapshot now. Pure.</summary>
internal static class PrimaryAvailability
{
    public static PrimaryState? Now(ClusterSnapshot snapshot, long now) =>
        snapshot.Primary is { Stopping: false } primary && primary.Deadline > now ? primary : null;
}
