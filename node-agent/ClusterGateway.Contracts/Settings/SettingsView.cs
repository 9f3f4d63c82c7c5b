namespace ClusterGateway.Contracts.Settings;

/// <summary>The cluster's settings as this node has them.</summary>
/// <param name="Revision">The last revision that this node applied; 0 while there was none.</param>
/// <param name="Items">All of them in the order of their keys; with <c>since</c>, those that changed behind it.</param>
public sealed record SettingsView(long Revision, IReadOnlyList<SettingView> Items)
{
    /// <summary>Keys that were removed behind <c>since</c>.</summary>
    public IReadOnlyList<string> Removed { get; set; } = [];

    /// <summary>Whether <see cref="Items"/> is everything: without <c>since</c>, and when what happened behind it is not known any more.</summary>
    public bool Full { get; set; } = true;

    /// <summary>Whether this node may not have the newest: the store gives no answer, or is behind this node.</summary>
    public bool Stale { get; set; }
}
