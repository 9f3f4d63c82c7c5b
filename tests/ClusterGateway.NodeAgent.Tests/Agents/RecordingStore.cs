using System.Collections.Concurrent;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>One agent's store that notes what is purged through it and how large the pages are that it reads, and lets a test come between.</summary>
internal sealed class RecordingStore(IClusterStore store) : IClusterStore
{
    private int _largestPage;

    /// <summary>What each purge removed.</summary>
    public ConcurrentQueue<int> Purges { get; } = [];

    /// <summary>Called before each commit, for what happens between a reading and the commit that depends on it.</summary>
    public Func<StoreCommit, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    public int LargestPage => _largestPage;

    public StoreCapabilities Capabilities => store.Capabilities;

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken) => store.GetAsync(key, cancellationToken);

    public async Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(prefix, after, limit, cancellationToken);
        _largestPage = Math.Max(_largestPage, page.Entries.Count);
        return page;
    }

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken) => store.CountAsync(prefix, cancellationToken);

    public async Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        await BeforeCommit(commit);
        return await store.CommitAsync(commit, cancellationToken);
    }

    public async Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken)
    {
        var removed = await store.PurgeExpiredAsync(prefix, limit, cancellationToken);
        Purges.Enqueue(removed);
        return removed;
    }

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) => store.WatchAsync(prefix, cancellationToken);

    public Task<StorePing> PingAsync(CancellationToken cancellationToken) => store.PingAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
