using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Leadership;

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>All that this node knows at one moment, as far as alerts are concerned.</summary>
internal sealed record AlertSnapshot
{
    private static readonly string[] OfMembers =
    [
        AlertCodes.NodeDown, AlertCodes.AllNodesDown, AlertCodes.DrainOverdue, AlertCodes.ClockSkew, AlertCodes.VersionMismatch,
        AlertCodes.DuplicateNode,
    ];

    public required string Self { get; init; }

    public bool StoreIsReachable { get; init; } = true;

    public string StoreProvider { get; init; } = "store";

    /// <summary>The members were read a moment ago; otherwise they are as they once were.</summary>
    public bool MembersAreFresh { get; init; } = true;

    public IReadOnlyList<MemberSight> Members { get; init; } = [];

    /// <summary>Who is primary; null when nobody is.</summary>
    public LeaderView? Leader { get; init; }

    /// <summary>Who was primary last, or is it.</summary>
    public LeaderView? LastLeader { get; init; }

    /// <summary>This node is primary without the store.</summary>
    public bool IsFailsafe { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>Whether the absence of a condition of this code says that it is over.</summary>
    public bool CanJudge(string code) => MembersAreFresh || !OfMembers.Contains(code, StringComparer.Ordinal);
}
