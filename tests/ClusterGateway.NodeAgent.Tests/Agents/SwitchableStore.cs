using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>A store that one agent can be cut off from, or that is far away.</summary>
internal sealed class SwitchableStore(IClusterStore store) : IClusterStore
{
    private volatile bool _cut;
    private volatile bool _silent;

    /// <summary>How long each call takes at least.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What happens between an agent's decision and its commit.</summary>
    public Func<StoreCommit, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    public StoreCapabilities Capabilities => store.Capabilities;

    public void Cut() => _cut = true;

    /// <summary>Takes every question and answers none: each ends with its bound.</summary>
    public void FallSilent() => _silent = true;

    public void Heal() => (_cut, _silent) = (false, false);

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken) => Through(() => store.GetAsync(key, cancellationToken), cancellationToken);

    public Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        Through(() => store.ListAsync(prefix, after, limit, cancellationToken), cancellationToken);

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken) => Through(() => store.CountAsync(prefix, cancellationToken), cancellationToken);

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
        Through(async () =>
        {
            await BeforeCommit(commit);
            return await store.CommitAsync(commit, cancellationToken);
        }, cancellationToken);

    public Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        Through(() => store.PurgeExpiredAsync(prefix, limit, cancellationToken), cancellationToken);

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) => store.WatchAsync(prefix, cancellationToken);

    public Task<StorePing> PingAsync(CancellationToken cancellationToken) => Through(() => store.PingAsync(cancellationToken), cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<T> Through<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_silent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, TimeProvider.System, cancellationToken);
        }

        return _cut ? throw new StoreUnavailableException("cut off by the test") : await ask();
    }
}
