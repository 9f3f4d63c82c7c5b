namespace ClusterGateway.Storage;

/// <summary>
/// The only durable truth of a cluster: entries (key, value, revision, optional time to live), changed atomically under conditions,
/// expiring by the store's own clock. Every feature is written once over this; a provider is one folder and one conformance suite.
/// </summary>
/// <remarks>
/// Three outcomes only. Committed. Lost the race: a value, never an exception. No answer: <see cref="StoreUnavailableException"/>,
/// after which the outcome of a commit is unknown and the caller re-reads before it tries again; nothing below retries a commit.
/// An expired entry is absent everywhere: in reads, lists, counts, and in every condition.
/// All members are safe for concurrent use. Cancellation of a commit leaves its outcome unknown too.
/// </remarks>
public interface IClusterStore : IAsyncDisposable
{
    /// <summary>What this store promises; fixed for its life.</summary>
    StoreCapabilities Capabilities { get; }

    /// <summary>The entry, or null when it is absent or expired. Reads what was last committed, never a replica's past.</summary>
    Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Live entries whose key starts with <paramref name="prefix"/>, in the order of the keys' UTF-8 bytes, beginning behind
    /// <paramref name="after"/> (exclusive; null for the start).
    /// </summary>
    /// <param name="limit">1–1,000 entries a page.</param>
    Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>How many live entries there are below the prefix.</summary>
    Task<long> CountAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// Carries out all operations, or none when a condition fails. One revision is given to the whole commit: higher than every
    /// revision before it and than <see cref="StoreCommit.RevisionFloor"/>.
    /// </summary>
    Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken);

    /// <summary>
    /// Removes up to <paramref name="limit"/> expired entries below the prefix and answers how many; never one that was refreshed
    /// in the meantime. Housekeeping only: nothing becomes visible or invisible by it.
    /// </summary>
    Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Yields, sooner or later, after something below the prefix was committed (unless the commit was <see cref="StoreCommit.Quiet"/>).
    /// A hint: it may come late, twice, for nothing, or never while the store is away, so consumers re-read and also poll. Does not
    /// throw when the store is unavailable; ends only by cancellation. Expiry gives no hint. A watch begins some time after it was asked
    /// for, perhaps with a hint for nothing.
    /// </summary>
    IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Asks the store for its time; its absence is an exception like any other.</summary>
    Task<StorePing> PingAsync(CancellationToken cancellationToken);
}
