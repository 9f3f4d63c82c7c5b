using System.Text.RegularExpressions;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Which texts may name a node: what fits a host name, a file name, a cookie and a metric alike.</summary>
internal static partial class NodeId
{
    public static bool IsValid(string id) => Pattern().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Pattern();
}
