using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

/// <summary>A store that can be taken away, and whose clock can be wrong. Only its ping is there.</summary>
internal sealed class PingStore(TimeProvider time) : IClusterStore
{
    public bool Away { get; set; }

    public TimeSpan Ahead { get; set; }

    public TimeSpan RoundTrip { get; set; }

    public StoreCapabilities Capabilities { get; } = new("memory", false, true, "none", []);

    public Task<StorePing> PingAsync(CancellationToken cancellationToken) => Away
        ? throw new StoreUnavailableException("the store is away")
        : Task.FromResult(new StorePing(time.GetUtcNow() + Ahead, RoundTrip));

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
