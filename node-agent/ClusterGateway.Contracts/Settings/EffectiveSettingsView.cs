namespace ClusterGateway.Contracts.Settings;

/// <summary>What counts on one node: the cluster's settings overlaid by the node's own; defaults where neither says anything.</summary>
/// <param name="Revision">The last revision of the cluster's settings that this node applied.</param>
/// <param name="Stale">Whether this node may not have the newest.</param>
public sealed record EffectiveSettingsView(long Revision, bool Stale, IReadOnlyList<EffectiveSettingView> Items);
