namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>A visitor who was let in, <c>link-grants/{hash}</c>.</summary>
/// <param name="Link">The link's id.</param>
/// <param name="Counted">Whether it is among the link's downloads already.</param>
internal sealed record GrantRecord(string Link, bool Counted);
