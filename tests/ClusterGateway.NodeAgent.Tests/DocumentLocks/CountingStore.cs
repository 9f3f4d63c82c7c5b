using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>Counts the round trips for locks, and lets a test step in before a commit or after one.</summary>
internal sealed class CountingStore : IClusterStore
{
    private const string Locks = "locks/";

    private readonly IClusterStore _store;

    private CountingStore(IClusterStore store) => _store = store;

    public int Reads { get; private set; }

    public int Commits { get; private set; }

    public Func<Task> BeforeCommit { get; set; } = () => Task.CompletedTask;

    public Action AfterCommit { get; set; } = () => { };

    public StoreCapabilities Capabilities => _store.Capabilities;

    public static CountingStore Over(IClusterStore store) => new(store);

    /// <summary>So many since the last look.</summary>
    public (int Reads, int Commits) Take()
    {
        var taken = (Reads, Commits);
        (Reads, Commits) = (0, 0);
        return taken;
    }

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken)
    {
        Reads += key.StartsWith(Locks, StringComparison.Ordinal) ? 1 : 0;
        return _store.GetAsync(key, cancellationToken);
    }

    public async Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        var counts = commit.Operations.Any(o => o.Key.StartsWith(Locks, StringComparison.Ordinal));
        Commits += counts ? 1 : 0;
        await BeforeCommit();
        var result = await _store.CommitAsync(commit, cancellationToken);
        AfterCommit();
        return result;
    }

    public Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        _store.ListAsync(prefix, after, limit, cancellationToken);

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken) => _store.CountAsync(prefix, cancellationToken);

    public Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        _store.PurgeExpiredAsync(prefix, limit, cancellationToken);

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) =>
        _store.WatchAsync(prefix, cancellationToken);

    public Task<StorePing> PingAsync(CancellationToken cancellationToken) => _store.PingAsync(cancellationToken);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
