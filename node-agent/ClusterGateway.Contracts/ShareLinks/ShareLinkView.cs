using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.ShareLinks;

/// <summary>A link as its owner and administrators see it; nothing in it opens the link.</summary>
/// <param name="CreatedAt">By the store's clock, as <paramref name="ExpiresAt"/>.</param>
/// <param name="ExpiresAt">Null for ever.</param>
/// <param name="ExpiresIn">What is left, measured by the store; what holds, should the store's clock be set.</param>
/// <param name="Downloads">Consumed grants. Counting does not change the ETag.</param>
public sealed record ShareLinkView(
    string Id,
    string Target,
    IReadOnlyList<string> Permissions,
    string Owner,
    string? Note,
    bool HasPassword,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    Duration? ExpiresIn,
    long? MaxDownloads,
    long Downloads);
