using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

/// <summary>A node that still believes in a term that has passed, as after a pause of its process.</summary>
internal sealed class StaleLeadership : ILeadership
{
    public bool IsPrimary => true;

    public long Term => 1;

    public TimeSpan LeaseRemaining => TimeSpan.FromSeconds(5);

    public TimeSpan LeaseMargin => TimeSpan.FromSeconds(1);

    public bool IsStopping => false;

    public bool IsFailsafe => false;

    public bool IsPaused => false;

    public LeaderView? Leader => null;

    public Task WaitForChangeAsync(TimeSpan bound, CancellationToken cancellationToken) => Task.CompletedTask;

    public IReadOnlyList<StoreOperation>? Fence() =>
        [new StoreCheck(LeaderKeys.Term, StoreCondition.AtRevision(1)), new StoreCheck(LeaderKeys.Lease, StoreCondition.Present)];

    public void Resign(long term, string reason, TimeSpan pause)
    {
    }
}
