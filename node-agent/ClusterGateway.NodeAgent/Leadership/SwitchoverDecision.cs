namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>Whether an administrator's switchover is possible. Pure.</summary>
internal static class SwitchoverDecision
{
    /// <summary>Why it is refused, in a sentence; null when it is possible.</summary>
    /// <param name="to">The node that should be primary; null for the best one.</param>
    /// <param name="candidates">The nodes that may be primary.</param>
    public static string? WhyNot(LeaderState state, IReadOnlyList<Candidate> candidates, string? to)
    {
        if (state is { Lease: null, Pause: null })
        {
            return "nobody is primary; the next one is being elected";
        }

        if (state.Pause is not null && to is null)
        {
            return "automatic failover is paused; name the node that should be primary, or resume first";
        }

        if (to is not null && to == state.Lease?.NodeId)
        {
            return $"{to} is primary already";
        }

        var others = candidates.Where(c => c.NodeId != state.Lease?.NodeId);
        return others.Any(c => to is null || c.NodeId == to)
            ? null
            : $"{to ?? "no other node"} can become primary now: only an alive, active, healthy node without the tag noFailover can";
    }
}
