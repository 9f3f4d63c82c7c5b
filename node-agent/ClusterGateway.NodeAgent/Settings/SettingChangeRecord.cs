namespace ClusterGateway.NodeAgent.Settings;

/// <summary>What became of one setting in a step of the history.</summary>
/// <param name="Before">Null when it was new.</param>
/// <param name="After">Null when it was removed.</param>
internal sealed record SettingChangeRecord(string Key, SettingRecord? Before, SettingRecord? After);
