namespace ClusterGateway.Storage;

/// <summary>What must hold of an entry, by the store's clock, at the moment of the commit. Expired means absent.</summary>
public readonly record struct StoreCondition
{
    private StoreCondition(StoreConditionKind kind, long revision)
    {
        Kind = kind;
        Revision = revision;
    }

    public StoreConditionKind Kind { get; }

    /// <summary>The revision that the entry must have; zero for the other kinds.</summary>
    public long Revision { get; }

    public static StoreCondition Any => default;

    public static StoreCondition Absent => new(StoreConditionKind.Absent, 0);

    public static StoreCondition Present => new(StoreConditionKind.Present, 0);

    public static StoreCondition AtRevision(long revision) => new(StoreConditionKind.Revision, revision);

    /// <summary>At the entry's revision, or absent when there is none: the condition under which nothing happened since it was read.</summary>
    public static StoreCondition Unchanged(StoreEntry? entry) => entry is null ? Absent : AtRevision(entry.Revision);

    /// <summary>Whether it holds of an entry that has this revision, null when the entry is absent or expired.</summary>
    public bool HoldsFor(long? liveRevision) => Kind switch
    {
        StoreConditionKind.Any => true,
        StoreConditionKind.Absent => liveRevision is null,
        StoreConditionKind.Present => liveRevision is not null,
        _ => liveRevision == Revision,
    };
}
