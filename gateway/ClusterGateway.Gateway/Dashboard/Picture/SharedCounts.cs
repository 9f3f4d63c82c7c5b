namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>How many document locks and share links there are in the cluster.</summary>
public sealed record SharedCounts(long Locks, long Links);
