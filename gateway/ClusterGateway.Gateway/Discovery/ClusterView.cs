using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Discovery;

/// <inheritdoc cref="IClusterView"/>
internal sealed class ClusterView(ClusterTracker state, NodeProbes probes, Membership membership) : IClusterView
{
    public ClusterSnapshot Current => state.Current;

    public Task WaitForChangeAsync(long version, CancellationToken cancellationToken) => state.WaitForChangeAsync(version, cancellationToken);

    public Task ReportConnectFailureAsync(string nodeId, CancellationToken cancellationToken) =>
        probes.ReportConnectFailureAsync(nodeId, cancellationToken);

    public void SuspectHang(string nodeId, long since) => probes.SuspectHang(nodeId, since);

    public EjectionOutcome Eject(string nodeId, TimeSpan atMost) => probes.Eject(nodeId, atMost);

    public async Task RefreshMembershipAsync(CancellationToken cancellationToken)
    {
        await membership.RefreshAsync(cancellationToken);
        await probes.SeenAsync().WaitAsync(cancellationToken);
    }
}
