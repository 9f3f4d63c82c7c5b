using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>A store that one agent can be cut off from.</summary>
internal sealed class SwitchableStore(IClusterStore store) : IClusterStore
{
    private volatile bool _cut;

    public StoreCapabilities Capabilities => store.Capabilities;

    public void Cut() => _cut = true;

    public void Heal() => _cut = false;

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken) => Through(() => store.GetAsync(key, cancellationToken));

    public Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        Through(() => store.ListAsync(prefix, after, limit, cancellationToken));

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken) => Through(() => store.CountAsync(prefix, cancellationToken));

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
        Through(() => store.CommitAsync(commit, cancellationToken));

    public Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        Through(() => store.PurgeExpiredAsync(prefix, limit, cancellationToken));

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) => store.WatchAsync(prefix, cancellationToken);

    public Task<StorePing> PingAsync(CancellationToken cancellationToken) => Through(() => store.PingAsync(cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> Through<T>(Func<Task<T>> ask) => _cut ? Task.FromException<T>(new StoreUnavailableException("cut off by the test")) : ask();
}
