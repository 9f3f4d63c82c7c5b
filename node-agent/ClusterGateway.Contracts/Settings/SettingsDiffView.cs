namespace ClusterGateway.Contracts.Settings;

/// <summary>What differs between two states of the settings.</summary>
/// <param name="Revision">The revision that this compares with, or that came of it when it was applied.</param>
/// <param name="Applied">Whether it was carried out: an import or a roll-back shows its changes first.</param>
public sealed record SettingsDiffView(long Revision, bool Applied, IReadOnlyList<SettingChangeView> Changes);
