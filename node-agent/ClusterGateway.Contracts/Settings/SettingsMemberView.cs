namespace ClusterGateway.Contracts.Settings;

/// <summary>A node's applied revision by its last heartbeat, and how many revisions it is behind.</summary>
public sealed record SettingsMemberView(string Id, long Applied, long Lag);
