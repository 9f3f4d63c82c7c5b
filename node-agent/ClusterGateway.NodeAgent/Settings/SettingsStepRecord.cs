namespace ClusterGateway.NodeAgent.Settings;

/// <summary>One step of the history: what led from one revision to the next.</summary>
/// <param name="Id">Unique: two steps of the same revision, of which a store forgot one, are told apart by it.</param>
/// <param name="PreviousId">The step before; null for the first.</param>
internal sealed record SettingsStepRecord(
    long Revision, string Id, string? PreviousId, DateTimeOffset At, string By, string Kind, IReadOnlyList<SettingChangeRecord> Changes);
