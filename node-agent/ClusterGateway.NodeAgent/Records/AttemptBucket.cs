using System.Security.Cryptography;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Records;

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

    private AttemptsRecord? Current => Entry is null ? null : RecordJson.Read(Entry, AttemptsJson.Default.AttemptsRecord);

    /// <summary>Counts one attempt more.</summary>
    public StorePut Charge() => Charge(out _);

    /// <summary>Counts one attempt more; tells in which window.</summary>
    public StorePut Charge(out string window)
    {
        var next = Current is { } current
            ? current with { Count = current.Count + 1 }
            : new AttemptsRecord(1, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        window = next.Window;
        return Put(next);
    }

    /// <summary>Takes so many attempts of this window back; null when the window is over.</summary>
    public StoreOperation? Refund(string? window, int attempts = 1) => Current switch
    {
        { } current when current.Window == window && current.Count > attempts => Put(current with { Count = current.Count - attempts }),
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
        RecordJson.Write(record, AttemptsJson.Default.AttemptsRecord),
        StoreCondition.Unchanged(Entry),
        StoreTime.AtLeastSome(Left));
}
