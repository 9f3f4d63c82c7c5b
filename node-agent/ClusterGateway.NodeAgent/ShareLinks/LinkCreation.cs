namespace ClusterGateway.NodeAgent.ShareLinks;

/// <param name="Renewed">Whether the link was there before, and only its secret is new.</param>
internal sealed record LinkCreation(LinkToken Token, long Revision, bool Renewed);
