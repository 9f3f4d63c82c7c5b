using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.Client.ShareLinks;

/// <summary>A link with the tag that a change of it must name.</summary>
public sealed record TaggedShareLink(ShareLinkView Link, string ETag);
