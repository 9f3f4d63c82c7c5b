using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>Whether this node is the one that sends. Pure.</summary>
internal static class SenderDecision
{
    /// <summary>
    /// With the store: the primary; while there is none, nobody for as long as a failover may take, and then the lowest id of those that live.
    /// </summary>
    /// <param name="vacantFor">How long nobody has been primary.</param>
    public static bool WithStore(AlertSnapshot snapshot, bool isPrimary, TimeSpan vacantFor, AlertRules rules) =>
        isPrimary || (snapshot.Leader is null && vacantFor >= rules.NoPrimary && IsLowest(
            snapshot.Self, snapshot.Members.Where(m => m.Member.Liveness == Liveness.Alive).Select(m => m.Id)));

    /// <summary>
    /// Without the store: nobody here when another agent still reaches it, for that side sees this one fall silent and tells of it; otherwise
    /// the primary, or the lowest id, of those that answer one another. A node that hears nobody sends on its own.
    /// </summary>
    /// <param name="answers">What the other agents said of themselves a moment ago.</param>
    public static bool WithoutStore(string self, bool isPrimary, IReadOnlyList<SelfView> answers)
    {
        if (answers.Any(a => a.StoreReachable))
        {
            return false;
        }

        return isPrimary || (answers.All(a => a.Role != NodeRole.Primary) && IsLowest(self, answers.Select(a => a.Id)));
    }

    private static bool IsLowest(string self, IEnumerable<string> others) => others.All(other => string.CompareOrdinal(self, other) <= 0);
}
