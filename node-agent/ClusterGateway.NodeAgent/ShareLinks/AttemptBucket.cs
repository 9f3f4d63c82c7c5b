using System.Security.Cryptography;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// A counter of attempts within a fixed window, as it was last seen. The window begins with its first attempt and is the entry's time to
/// live: what is left of it is kept when the entry is written again.
/// </summary>
/// <param name="Entry">Null while nothing was tried.</param>
internal sealed record AttemptBucket(string Key, int Limit, TimeSpan Window, StoreEntry? Entry)
{
    public int Count => Current?.Count ?? 0;

    public bool IsFull => Count >= Limit;

    /// <summary>Until the window ends.</summary>
    public TimeSpan Left => Entry?.ExpiresIn ?? Window;

    /// <summary>Null while there is none.</summary>
    public string? WindowName => Current?.Window;

    private AttemptsRecord? Current => Entry is null ? null : RecordJson.Read(Entry, ShareLinkRecordJson.Default.AttemptsRecord);

    /// <summary>Counts one attempt more.</summary>
    public StorePut Charge() => Put(Current is { } current
        ? current with { Count = current.Count + 1 }
        : new AttemptsRecord(1, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))));

    /// <summary>Takes one attempt of this window back; null when the window is over.</summary>
    public StoreOperation? Refund(string? window) => Current switch
    {
        { Count: > 1 } current when current.Window == window => Put(current with { Count = current.Count - 1 }),
        { } current when current.Window == window => new StoreDelete(Key, StoreCondition.Unchanged(Entry)),
        _ => null,
    };

    public AttemptBucket Written(StorePut put, CommitResult committed) =>
        this with { Entry = new StoreEntry(put.Key, put.Value, committed.Revision, put.TimeToLive) };

    /// <summary>As the store saw it when it refused a commit; as it was when it was not the reason.</summary>
    public AttemptBucket After(CommitResult lost) =>
        lost.Conflicts.FirstOrDefault(c => c.Key == Key) is { } conflict ? this with { Entry = conflict.Current } : this;

    private StorePut Put(AttemptsRecord record) => new(
        Key,
        RecordJson.Write(record, ShareLinkRecordJson.Default.AttemptsRecord),
        StoreCondition.Unchanged(Entry),
        StoreTime.AtLeastSome(Left));
}
