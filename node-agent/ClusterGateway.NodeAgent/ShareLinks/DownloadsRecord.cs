namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Consumed grants of a link, <c>link-downloads/{id}</c>; absent for none.</summary>
internal sealed record DownloadsRecord(long Count);
