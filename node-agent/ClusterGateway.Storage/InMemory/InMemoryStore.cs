using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ClusterGateway.Storage.InMemory;

/// <summary>
/// The specification of <see cref="IClusterStore"/> as code: every other provider must answer as this one does. For tests, and for
/// trying things out in one process; it forgets everything when the process ends.
/// </summary>
public sealed class InMemoryStore : IClusterStore
{
    private readonly InMemoryCluster _cluster;
    private readonly TimeProvider _time;

    /// <summary>A database of its own; nothing but this instance sees it.</summary>
    public InMemoryStore(StoreOptions options, TimeProvider time)
        : this(options, time, new InMemoryDatabase())
    {
    }

    /// <summary>One of several instances over the same database, as several agents over one server.</summary>
    public InMemoryStore(StoreOptions options, TimeProvider time, InMemoryDatabase database)
    {
        _cluster = database.Cluster(options.Cluster);
        _time = time;
    }

    public StoreCapabilities Capabilities { get; } = new(
        "memory", SharedAcrossHosts: false, Linearizable: true, "Everything is lost when the process ends.", Warnings: []);

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreKey.Validate(key);
        return Task.FromResult(_cluster.Get(key, _time.GetUtcNow()));
    }

    public Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StorePage.ValidateLimit(limit);
        return Task.FromResult(_cluster.List(prefix, after, limit, _time.GetUtcNow()));
    }

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_cluster.Count(prefix, _time.GetUtcNow()));
    }

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_cluster.Commit(commit, _time.GetUtcNow()));
    }

    public Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Task.FromResult(_cluster.Purge(prefix, limit, _time.GetUtcNow()));
    }

    public async IAsyncEnumerable<StoreHint> WatchAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One waiting hint stands for any number of changes: whoever takes it re-reads after all of them.
        var hints = Channel.CreateBounded<StoreHint>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = _cluster.Subscribe(prefix, hints.Writer);
        await foreach (var hint in hints.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return hint;
        }
    }

    public Task<StorePing> PingAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new StorePing(_time.GetUtcNow(), TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
