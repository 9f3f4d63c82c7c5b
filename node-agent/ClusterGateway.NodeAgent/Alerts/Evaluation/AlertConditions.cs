using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>What is wrong, from what one node knows. Pure; docs/operations/alerts.md has the list.</summary>
internal static class AlertConditions
{
    public static IReadOnlyList<AlertCondition> Of(AlertSnapshot snapshot, AlertRules rules) =>
    [
        .. OfStore(snapshot, rules),
        .. OfPrimary(snapshot, rules),
        .. snapshot.MembersAreFresh ? OfMembers(snapshot, rules) : [],
    ];

    private static IEnumerable<AlertCondition> OfStore(AlertSnapshot snapshot, AlertRules rules)
    {
        if (snapshot.StoreIsReachable)
        {
            yield break;
        }

        var seen = $"{snapshot.Self} gets no answer from the {snapshot.StoreProvider} store";
        yield return new AlertCondition(
            new AlertKey(AlertCodes.StoreUnreachable, null), AlertSeverity.Critical, "The store is unreachable",
            $"{seen}. Users are served; locks, links and administration wait. {PrimaryNow(snapshot)}", rules.StoreUnreachable, IsMuted: snapshot.IsFailsafe);
        if (snapshot.IsFailsafe)
        {
            yield return new AlertCondition(
                new AlertKey(AlertCodes.Failsafe, null), AlertSeverity.Critical, "The primary goes on without the store",
                $"{seen}, and stays primary as long as every other agent agrees. If one more of them fails, administration ends until the store is back",
                rules.StoreUnreachable);
        }
    }

    private static IEnumerable<AlertCondition> OfPrimary(AlertSnapshot snapshot, AlertRules rules)
    {
        if (snapshot.Leader is null && (!snapshot.MembersAreFresh || snapshot.Members.Any(m => m.IsExpected)))
        {
            yield return new AlertCondition(
                new AlertKey(AlertCodes.NoPrimary, null), AlertSeverity.Critical, "No node is primary",
                PrimaryNow(snapshot), snapshot.LastLeader is null ? rules.FirstPrimary : rules.NoPrimary, IsMuted: !snapshot.StoreIsReachable);
        }
    }

    private static IEnumerable<AlertCondition> OfMembers(AlertSnapshot snapshot, AlertRules rules) =>
    [
        .. Down(snapshot, rules),
        .. snapshot.Members.Where(m => m is { DrainIsOverdue: true, Member.State: AdministrativeState.Draining }).Select(m => new AlertCondition(
            new AlertKey(AlertCodes.DrainOverdue, m.Id), AlertSeverity.Warning, $"The drain of {m.Id} is past its deadline",
            $"{m.Id} still drains; end it with 'clusterctl maintenance {m.Id}', or 'clusterctl activate {m.Id}'", AlertRules.DrainOverdue)),
        .. Warnings(snapshot, WarningCodes.ClockSkew).Select(w => new AlertCondition(
            new AlertKey(AlertCodes.ClockSkew, w.Node), AlertSeverity.Warning, $"The clock of {w.Node} is wrong", w.Warning.Detail, AlertRules.ClockSkew)),
        .. Warnings(snapshot, WarningCodes.DuplicateNode).Select(w => new AlertCondition(
            new AlertKey(AlertCodes.DuplicateNode, w.Node), AlertSeverity.Warning, $"Two processes want to be {w.Node}", w.Warning.Detail, TimeSpan.Zero)),
        .. Warnings(snapshot, WarningCodes.VersionMismatch).Take(1).Select(_ => new AlertCondition(
            new AlertKey(AlertCodes.VersionMismatch, null), AlertSeverity.Warning, "The nodes run different versions",
            $"{Versions(snapshot)}; finish the upgrade", AlertRules.VersionMismatch)),
    ];

    /// <summary>One alert when none is left, instead of one for each.</summary>
    private static IEnumerable<AlertCondition> Down(AlertSnapshot snapshot, AlertRules rules)
    {
        var expected = snapshot.Members.Where(m => m.IsExpected).ToList();
        var all = expected.Count > 0 && expected.TrueForAll(m => m.IsDown);
        if (all)
        {
            yield return new AlertCondition(
                new AlertKey(AlertCodes.AllNodesDown, null), AlertSeverity.Critical, "No node serves users",
                string.Join("; ", expected.Select(m => $"{m.Id}: {WhyDown(m)}")), expected.Max(m => HoldOf(m, rules)));
        }

        foreach (var member in expected.Where(m => m.IsDown))
        {
            yield return new AlertCondition(
                new AlertKey(AlertCodes.NodeDown, member.Id), AlertSeverity.Critical, $"{member.Id} is down",
                WhyDown(member) + AndThePrimary(member, snapshot), HoldOf(member, rules), IsMuted: all);
        }
    }

    private static TimeSpan HoldOf(MemberSight member, AlertRules rules) =>
        member.IsUnhealthy ? rules.NodeUnhealthy : member.WasSeen ? rules.NodeDown : rules.NodeNeverSeen;

    private static string WhyDown(MemberSight member) => member.IsUnhealthy
        ? $"its application fails a check; {member.Member.Agent ?? "its agent"}/v1/self tells which"
        : "no heartbeat of its agent: the agent or the machine is down, or cut off from the store";

    private static string AndThePrimary(MemberSight member, AlertSnapshot snapshot) => (member.PrimaryTerm, snapshot.Leader) switch
    {
        (null, _) => "",
        ({ } term, { } leader) when leader.Term > term => $". It was the primary in term {term}; {leader.NodeId} took over in term {leader.Term}",
        ({ } term, _) => $". It was the primary in term {term}",
    };

    private static string PrimaryNow(AlertSnapshot snapshot) => snapshot switch
    {
        { Leader: { } leader } => $"The primary is {leader.NodeId}",
        { IsPaused: true } => $"Failover is paused ('clusterctl resume' ends that){LastPrimary(snapshot)}",
        _ => $"Administration waits for a primary{LastPrimary(snapshot)}",
    };

    private static string LastPrimary(AlertSnapshot snapshot) =>
        snapshot.LastLeader is { } last ? $"; the last one was {last.NodeId}, in term {last.Term}" : "";

    private static string Versions(AlertSnapshot snapshot) =>
        string.Join(", ", snapshot.Members.Where(m => m.Member.Liveness != Liveness.Dead).Select(m => $"{m.Id} {m.Member.Version}"));

    private static IEnumerable<(string Node, WarningView Warning)> Warnings(AlertSnapshot snapshot, string code) =>
        from member in snapshot.Members
        where member.Member.Liveness != Liveness.Dead
        from warning in member.Member.Warnings
        where warning.Code == code
        select (member.Id, warning);
}
