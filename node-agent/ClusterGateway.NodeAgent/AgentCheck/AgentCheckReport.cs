using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.NodeHealth;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.AgentCheck;

/// <summary>Puts together what this node knows at the moment of asking. Nothing here waits for the store.</summary>
internal sealed class AgentCheckReport(
    NodeIdentity self, INodeHealth health, IMembership membership, ILeadership leadership, StoreReachability reachability)
{
    public AgentCheckEvidence Take()
    {
        var current = health.Current;
        return new AgentCheckEvidence
        {
            State = membership.OwnState,
            Health = current.Health,
            FailingChecks = [.. current.Checks.Where(c => c is { Passing: false, Impact: CheckImpact.Unhealthy }).Select(c => c.Name)],
            Weight = NodeTags.Has(self.Node.Tags, NodeTags.NoLoadBalance) ? 0 : self.Node.Weight,
            // While the store is away the copy is old, and the others are most likely as degraded as this node, and for the same reason.
            AnotherIsHealthy = reachability.IsReachable && membership.Current.Members.Any(m => m.Id != self.Id && TakesUsers(m)),
            IsPrimary = leadership.IsPrimary,
            IsStopping = leadership.IsStopping,
        };
    }

    private static bool TakesUsers(Member member) =>
        member is { State: AdministrativeState.Active, Health: Health.Healthy, Weight: > 0 }
        && !NodeTags.Has(member.Tags, NodeTags.NoLoadBalance) && !NodeTags.Has(member.Tags, NodeTags.Backup);
}
