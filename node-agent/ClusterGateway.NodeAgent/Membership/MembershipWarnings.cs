using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>What an administrator should know when the members are compared. Pure.</summary>
internal static class MembershipWarnings
{
    /// <summary>What is odd about the node, beside the others that live.</summary>
    public static IEnumerable<WarningView> Of(string nodeId, string version, string timeZone, MembershipSnapshot snapshot)
    {
        var others = snapshot.Members.Where(m => m.Id != nodeId && m.Liveness != Liveness.Dead).ToList();
        if (others.Find(m => m.TimeZone is not null && m.TimeZone != timeZone) is { } zone)
        {
            yield return new WarningView(
                WarningCodes.TimeZoneDiffers, $"this node is in time zone {timeZone}, {zone.Id} in {zone.TimeZone}; set the same on all nodes");
        }

        if (others.Find(m => m.Version is not null && MajorMinor(m.Version) != MajorMinor(version)) is { } other)
        {
            yield return new WarningView(
                WarningCodes.VersionMismatch, $"this node runs version {version}, {other.Id} version {other.Version}; upgrade the older one");
        }
    }

    /// <summary>How close the cluster is to an outage.</summary>
    /// <param name="gateways">Gateways that are alive; none at all means that something else distributes the traffic.</param>
    public static IEnumerable<WarningView> OfCluster(MembershipSnapshot snapshot, int gateways)
    {
        // What is remembered from before the start says nothing of now.
        var serving = snapshot.Members.Count(TakesUsers);
        if (snapshot.Version > 0 && serving < 2)
        {
            yield return new WarningView(
                WarningCodes.FewServingNodes, $"{serving} of {snapshot.Members.Count} nodes serve; the loss of one more is an outage");
        }

        if (gateways == 1)
        {
            yield return new WarningView(WarningCodes.SingleGateway, "only one gateway is alive; run a second one behind the same address");
        }
    }

    /// <summary>Another process wants this node's id.</summary>
    public static IEnumerable<WarningView> OfRefused(string nodeId, RefusedRecord? refused)
    {
        if (refused is not null)
        {
            yield return new WarningView(
                WarningCodes.DuplicateNode,
                $"a second process with node id '{nodeId}' was refused, {refused.Agent} on machine {refused.Machine}; give it another ClusterGateway:Node:Id");
        }
    }

    private static bool TakesUsers(Member member) =>
        member.Liveness != Liveness.Dead
        && NodeViews.Serves(member.State, member.Health)
        && !NodeTags.Has(member.Tags, NodeTags.NoLoadBalance);

    private static string MajorMinor(string version) => string.Join('.', version.Split('.').Take(2));
}
