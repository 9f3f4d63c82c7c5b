using System.Collections.Immutable;

namespace ClusterGateway.NodeAgent.Settings.Replication;

/// <summary>The cluster's settings at one revision. Immutable; what changes it makes a new one. Pure.</summary>
/// <param name="Revision">0 before the first.</param>
/// <param name="Id">The step that led here; null before the first.</param>
/// <param name="Items">By key, node-scoped ones too: they are stored, and ignored where settings are read.</param>
/// <param name="Removed">Removed keys, and the revision that removed each.</param>
/// <param name="RemovedSince">Removals up to this revision are not in <paramref name="Removed"/>.</param>
internal sealed record SettingsCopy(
    long Revision, string? Id, ImmutableSortedDictionary<string, SettingRecord> Items, ImmutableDictionary<string, long> Removed, long RemovedSince)
{
    private const int MostRemoved = 1000;

    private static readonly ImmutableSortedDictionary<string, SettingRecord> NoItems =
        ImmutableSortedDictionary.Create<string, SettingRecord>(StringComparer.Ordinal);

    public static SettingsCopy Empty { get; } = new(0, null, NoItems, ImmutableDictionary.Create<string, long>(StringComparer.Ordinal), 0);

    public static SettingsCopy Of(SettingsCopyRecord record) => new(
        record.Revision, record.Id, NoItems.AddRange(record.Items.Select(i => KeyValuePair.Create(i.Key, i))),
        Empty.Removed.AddRange(record.Removed), record.RemovedSince);

    public SettingsCopyRecord ToRecord() => new(Revision, Id, [.. Items.Values], Removed, RemovedSince);

    /// <summary>All of the store's settings at a revision: nobody knows what was removed before.</summary>
    public static SettingsCopy Snapshot(SettingsHeadRecord head, IEnumerable<SettingRecord> items) => new(
        head.Revision, head.Id, NoItems.AddRange(items.Select(i => KeyValuePair.Create(i.Key, i))), Empty.Removed, head.Revision);

    /// <summary>Whether the step follows on this state.</summary>
    public bool Precedes(SettingsStepRecord step) => step.PreviousId == Id && step.Revision > Revision;

    public SettingsCopy With(SettingsStepRecord step)
    {
        var (items, removed) = (Items.ToBuilder(), Removed.ToBuilder());
        foreach (var change in step.Changes)
        {
            if (change.After is { } after)
            {
                items[change.Key] = after;
                removed.Remove(change.Key);
            }
            else
            {
                items.Remove(change.Key);
                removed[change.Key] = step.Revision;
            }
        }

        var copy = this with { Revision = step.Revision, Id = step.Id, Items = items.ToImmutable(), Removed = removed.ToImmutable() };
        return copy.Removed.Count <= MostRemoved ? copy : copy.Forgetting();
    }

    /// <summary>What leads from this state to the other.</summary>
    public IEnumerable<SettingChangeRecord> ChangesTo(SettingsCopy other) => Items.Keys.Union(other.Items.Keys)
        .Order(StringComparer.Ordinal)
        .Select(key => new SettingChangeRecord(key, Items.GetValueOrDefault(key), other.Items.GetValueOrDefault(key)))
        .Where(change => change is not { Before: { } before, After: { } after } || !before.SaysTheSame(after));

    private SettingsCopy Forgetting()
    {
        var kept = Removed.OrderByDescending(r => r.Value).Take(MostRemoved / 2).ToImmutableDictionary(StringComparer.Ordinal);
        return this with { Removed = kept, RemovedSince = Removed.Where(r => !kept.ContainsKey(r.Key)).Max(r => r.Value) };
    }
}
