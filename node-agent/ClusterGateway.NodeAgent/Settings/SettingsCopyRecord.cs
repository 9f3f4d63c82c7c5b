namespace ClusterGateway.NodeAgent.Settings;

/// <summary>A node's copy on its disk. Secrets are in it as the store has them: sealed.</summary>
/// <param name="Removed">Removed keys and the revision that removed each, as far as they are remembered.</param>
/// <param name="RemovedSince">Removals up to this revision are not remembered any more.</param>
internal sealed record SettingsCopyRecord(
    long Revision, string? Id, IReadOnlyList<SettingRecord> Items, IReadOnlyDictionary<string, long> Removed, long RemovedSince);
