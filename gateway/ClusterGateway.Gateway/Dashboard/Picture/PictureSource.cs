using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Diagnostics;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>Puts the picture together: most of it is in this process, some an agent knows.</summary>
internal sealed class PictureSource(
    ClusterStatusReading status, IClusterView view, NodeTraffic traffic, EventTail events, SharedState shared, IAgentClient agents,
    GatewayIdentity identity, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private readonly Recent<IReadOnlyList<GatewayView>> _gateways = new([], Age, time);
    private readonly Recent<LeaderView?> _leader = new(null, Age, time);

    /// <param name="admin">In whose name agents are asked for what only administrators may know; null for anybody's picture.</param>
    public async Task<DashboardPicture> TakeAsync(AgentCaller? admin)
    {
        // What is read is for others too: it goes on when this viewer leaves.
        var stopping = lifetime.ApplicationStopping;
        var gateways = _gateways.GetAsync(async () => (await agents.GetGatewaysAsync(stopping)).Items);
        var leader = _leader.GetAsync(async () => await agents.GetLeaderAsync(stopping));
        var lines = events.ReadAsync(stopping);
        var counts = admin is null ? Task.FromResult<SharedCounts?>(null) : shared.CountAsync(admin, stopping);
        await Task.WhenAll(gateways, leader, lines, counts);

        var snapshot = view.Current;
        var (told, happened) = ((await leader).Value, await lines);
        var current = status.Take((await gateways).Value);
        return new DashboardPicture(
            time.GetUtcNow(),
            identity.Id,
            current,
            current.Primary is { } primary ? PrimaryOf(snapshot.Nodes[primary], snapshot, told, happened.Value) : null,
            [.. current.Nodes.Select(node => NodeOf(node, snapshot))],
            [.. happened.Value.Last.Reverse()],
            happened.Failed,
            await counts);
    }

    private PrimaryPicture PrimaryOf(NodeState node, ClusterSnapshot snapshot, LeaderView? told, EventLines lines)
    {
        var election = lines.Election is { } last && last.Term == snapshot.Term && last.Node == node.Id ? last : null;
        var left = TimeSpan.FromSeconds(node.Self!.LeaseRemaining) - time.GetElapsedTime(node.SelfAt);
        return new PrimaryPicture(
            node.Id,
            snapshot.Term,
            told is not null && told.Term == snapshot.Term ? told.AcquiredAt : election?.Time,
            election?.Reason,
            left > TimeSpan.Zero ? left : TimeSpan.Zero,
            node.Self.Failsafe,
            node.Self.Stopping);
    }

    private NodePicture NodeOf(NodeView node, ClusterSnapshot snapshot)
    {
        var state = snapshot.Nodes.GetValueOrDefault(node.Id);
        var checks = state?.Self?.Checks ?? [];
        return new NodePicture(
            node,
            NodeCondition.Of(node),
            state?.Reason ?? "it is no member any more",
            checks.OrderByDescending(check => check.Passing == false).ThenByDescending(check => check.Impact).FirstOrDefault(),
            traffic.HistoryOf(node.Id));
    }
}
