using System.Globalization;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Settings.Replication;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>The settings in the store: <c>settings/head</c>, an entry for each item, and the history, an entry for each step.</summary>
internal sealed class SettingsEntries(IClusterStore store)
{
    public const string Prefix = "settings/";
    public const string Head = Prefix + "head";

    /// <summary>With head, history and fence a commit still has room for as many again.</summary>
    public const int MostChanges = 50;

    private const string Items = Prefix + "items/";
    private const string History = Prefix + "history/";
    private const int Attempts = 5;

    public async Task<(StoreEntry? Entry, SettingsHeadRecord? Head)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var entry = await store.GetAsync(Head, cancellationToken);
        return (entry, entry is null ? null : RecordJson.Read(entry, SettingsJson.Default.SettingsHeadRecord));
    }

    /// <summary>The item as the store has it now; null when there is none.</summary>
    public async Task<SettingRecord?> FindAsync(string key, CancellationToken cancellationToken) =>
        await store.GetAsync(KeyOf(key), cancellationToken) is { } entry ? RecordJson.Read(entry, SettingsJson.Default.SettingRecord) : null;

    /// <summary>Everything at one revision. While others write faster than this reads, nothing.</summary>
    public async Task<SettingsCopy?> ReadAllAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if ((await ReadHeadAsync(cancellationToken)).Head is not { } before)
            {
                return null;
            }

            var entries = await store.ListAllAsync(Items, cancellationToken);
            var items = entries.ConvertAll(e => RecordJson.Read(e, SettingsJson.Default.SettingRecord));
            if ((await ReadHeadAsync(cancellationToken)).Head == before)
            {
                return SettingsCopy.Snapshot(before, items);
            }
        }

        return null;
    }

    /// <summary>The steps behind a revision that are still kept, in order.</summary>
    public async Task<List<SettingsStepRecord>> ReadStepsAsync(long after, CancellationToken cancellationToken) =>
        (await store.ListAllAsync(History, cancellationToken, StepKeyOf(after))).ConvertAll(e => RecordJson.Read(e, SettingsJson.Default.SettingsStepRecord));

    /// <summary>Writes a step behind the head that was read; the conflicts tell why it was not written.</summary>
    /// <param name="keep">So many steps of the history are kept.</param>
    /// <param name="fence">Checks that the writer is still primary.</param>
    public Task<CommitResult> WriteAsync(
        StoreEntry? head, SettingsStepRecord step, int keep, IReadOnlyList<StoreOperation> fence, CancellationToken cancellationToken)
    {
        var next = new SettingsHeadRecord(step.Revision, step.Id)
        {
            Unknown = head is null ? null : RecordJson.Read(head, SettingsJson.Default.SettingsHeadRecord).Unknown,
        };
        StoreOperation[] operations =
        [
            new StorePut(Head, RecordJson.Write(next, SettingsJson.Default.SettingsHeadRecord), StoreCondition.Unchanged(head)),
            new StorePut(StepKeyOf(step.Revision), RecordJson.Write(step, SettingsJson.Default.SettingsStepRecord), StoreCondition.Any),
            .. step.Revision > keep ? [new StoreDelete(StepKeyOf(step.Revision - keep), StoreCondition.Any)] : Array.Empty<StoreOperation>(),
            .. step.Changes.Select(WriteOf),
            .. fence,
        ];
        return store.CommitAsync(new StoreCommit(operations), cancellationToken);
    }

    /// <summary>
    /// Writes everything again into a store that was emptied: the head last, so that nobody sees half of it. False when somebody else wrote, or
    /// the fence does not hold any more.
    /// </summary>
    public async Task<bool> WriteAllAsync(
        SettingsStepRecord step, int keep, IEnumerable<SettingRecord> items, IReadOnlyList<StoreOperation> fence, CancellationToken cancellationToken)
    {
        foreach (var batch in items.Chunk(MostChanges))
        {
            StoreOperation[] operations =
            [
                new StoreCheck(Head, StoreCondition.Absent), .. batch.Select(item => WriteOf(new SettingChangeRecord(item.Key, null, item))), .. fence,
            ];
            if (!(await store.CommitAsync(new StoreCommit(operations), cancellationToken)).Committed)
            {
                return false;
            }
        }

        return (await WriteAsync(head: null, step, keep, fence, cancellationToken)).Committed;
    }

    private static StoreOperation WriteOf(SettingChangeRecord change) => change.After is { } after
        ? new StorePut(KeyOf(change.Key), RecordJson.Write(after, SettingsJson.Default.SettingRecord), StoreCondition.Any)
        : new StoreDelete(KeyOf(change.Key), StoreCondition.Any);

    private static string KeyOf(string key) => Items + EntryName.Of(key);

    private static string StepKeyOf(long revision) => History + revision.ToString("D12", CultureInfo.InvariantCulture);
}
