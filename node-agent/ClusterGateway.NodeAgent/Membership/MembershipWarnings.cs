using ClusterGateway.Contracts;

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
            yield return new WarningView("time-zone-differs", $"this node is in time zone {timeZone}, {zone.Id} in {zone.TimeZone}; set the same on all nodes");
        }

        if (others.Find(m => m.Version is not null && MajorMinor(m.Version) != MajorMinor(version)) is { } other)
        {
            yield return new WarningView("version-mismatch", $"this node runs version {version}, {other.Id} version {other.Version}; upgrade the older one");
        }
    }

    private static string MajorMinor(string version) => string.Join('.', version.Split('.').Take(2));
}
