namespace ClusterGateway.Contracts.Nodes;

/// <summary>The tags that mean something to us; any other tag is the administrator's own.</summary>
public static class NodeTags
{
    /// <summary>Never becomes the primary.</summary>
    public const string NoFailover = "noFailover";

    /// <summary>Gets no users: a standby for the primary role.</summary>
    public const string NoLoadBalance = "noLoadBalance";

    /// <summary>Gets users only when no other node is left.</summary>
    public const string Backup = "backup";

    public static IReadOnlyList<string> All { get; } = [NoFailover, NoLoadBalance, Backup];

    /// <summary>Whether a node has the tag; in which case an administrator wrote it does not matter.</summary>
    public static bool Has(IReadOnlyList<string> tags, string tag)
    {
        foreach (var one in tags)
        {
            if (string.Equals(one, tag, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
