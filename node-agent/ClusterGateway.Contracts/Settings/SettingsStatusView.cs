namespace ClusterGateway.Contracts.Settings;

/// <summary>How far the settings are on every node.</summary>
/// <param name="Revision">The newest revision that this node knows of.</param>
/// <param name="Applied">What this node has applied.</param>
/// <param name="Stale">Why this node may not have the newest, in a sentence; null when it has.</param>
/// <param name="CheckedAt">When this node last saw in the store that it has the newest; null when not since it started.</param>
public sealed record SettingsStatusView(
    long Revision, long Applied, string? Stale, DateTimeOffset? CheckedAt, IReadOnlyList<SettingsMemberView> Members, IReadOnlyList<SettingsAsideView> Aside);
