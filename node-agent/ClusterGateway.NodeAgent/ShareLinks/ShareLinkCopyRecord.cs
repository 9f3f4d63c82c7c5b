namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>What lists show of a link, stored below its owner and its target. Holds nothing that could open it.</summary>
internal sealed record ShareLinkCopyRecord(
    string Target,
    IReadOnlyList<string> Permissions,
    string Owner,
    string? Note,
    bool HasPassword,
    long? MaxDownloads,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    long Downloads);
