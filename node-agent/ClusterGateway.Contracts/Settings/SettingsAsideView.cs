namespace ClusterGateway.Contracts.Settings;

/// <summary>What this node had when the cluster's settings turned out to be others, kept for an administrator to look at.</summary>
/// <param name="Revision">What this node had applied before.</param>
/// <param name="Changes">From what it had to what the cluster has.</param>
public sealed record SettingsAsideView(DateTimeOffset At, long Revision, IReadOnlyList<SettingChangeView> Changes);
