namespace ClusterGateway.NodeAgent.Settings;

/// <summary>What this node had when the cluster's settings turned out to be others.</summary>
internal sealed record SettingsAsideRecord(DateTimeOffset At, long Revision, IReadOnlyList<SettingChangeRecord> Changes);
