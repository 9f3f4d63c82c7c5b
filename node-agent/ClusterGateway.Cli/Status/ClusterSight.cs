using ClusterGateway.Cli.Agents;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.Cli.Status;

/// <summary>The whole cluster, as one agent sees it.</summary>
/// <param name="Asked">The node of that agent.</param>
/// <param name="Leader">Null while nobody is primary.</param>
/// <param name="Gateways">None when the store, which has them, gives that agent no answer.</param>
/// <param name="Alerts">Those that are open.</param>
internal sealed record ClusterSight(
    SelfView Asked, LeaderView? Leader, IReadOnlyList<NodeView> Nodes, IReadOnlyList<GatewayView> Gateways, IReadOnlyList<AlertView> Alerts)
{
    /// <summary>In the shape that gateways tell it in.</summary>
    public ClusterStatusView View => new(
        Asked.Cluster, Leader?.Term ?? Asked.Term, Leader?.NodeId, Asked.Paused, new StoreStatusView(Asked.StoreProvider, Asked.StoreReachable),
        Gateways, Nodes, [.. Nodes.SelectMany(node => node.Warnings).DistinctBy(warning => (warning.Code, warning.Detail))]);

    public static async Task<ClusterSight> TakeAsync(AgentApi agent, CancellationToken cancellationToken)
    {
        var self = await agent.GetAsync("/v1/self", ContractsJson.Default.SelfView, cancellationToken);
        var leader = await agent.FindAsync("/v1/leader", ContractsJson.Default.LeaderView, cancellationToken);
        var nodes = await agent.ListAsync("/v1/members", ContractsJson.Default.PageNodeView, cancellationToken).ToListAsync(cancellationToken);
        return new ClusterSight(self, leader, nodes, await GatewaysAsync(agent, cancellationToken), await AlertsAsync(agent, cancellationToken));
    }

    private static async Task<IReadOnlyList<AlertView>> AlertsAsync(AgentApi agent, CancellationToken cancellationToken)
    {
        try
        {
            return await agent.ListAsync("/v1/alerts", ContractsJson.Default.PageAlertView, cancellationToken).ToListAsync(cancellationToken);
        }
        catch (AgentRefusedException exception) when (exception.Problem.Name == ProblemTypes.NotFound)
        {
            // An agent of an earlier version.
            return [];
        }
    }

    private static async Task<IReadOnlyList<GatewayView>> GatewaysAsync(AgentApi agent, CancellationToken cancellationToken)
    {
        try
        {
            return await agent.ListAsync("/v1/gateways", ContractsJson.Default.PageGatewayView, cancellationToken).ToListAsync(cancellationToken);
        }
        catch (AgentUnreachableException)
        {
            return [];
        }
    }
}
