namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>A link as it is stored, <c>links/{id}</c>; its end is the entry's time to live.</summary>
/// <param name="Secret">SHA-256 of the token's secret part.</param>
/// <param name="Password">As <see cref="PasswordHash"/> writes it; null when none is asked for.</param>
/// <param name="CreatedAt">By the store's clock. For people, as <paramref name="ExpiresAt"/>.</param>
internal sealed record ShareLinkRecord(
    string Target,
    IReadOnlyList<string> Permissions,
    string Owner,
    string? Note,
    byte[] Secret,
    string? Password,
    long? MaxDownloads,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt);
