using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ClusterGateway.Storage;

/// <summary>
/// Hands hints to everyone who watches a matching prefix. Slow watchers lose detail, never the hint itself. What listens to the store, and
/// publishes here, runs from the first watcher on until the broadcast is disposed.
/// </summary>
internal sealed class HintBroadcast : IAsyncDisposable
{
    /// <summary>At most this long without a hint: what a lost notification costs.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private const int Backlog = 64;

    private readonly ConcurrentDictionary<Watcher, bool> _watchers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Task> _listener;

    /// <param name="listen">Listens to the store until it is cancelled.</param>
    public HintBroadcast(Func<CancellationToken, Task> listen) => _listener = new Lazy<Task>(() => Task.Run(() => listen(_stop.Token)));

    public async IAsyncEnumerable<StoreHint> WatchAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher(prefix, Channel.CreateBounded<StoreHint>(Backlog));
        _watchers[watcher] = true;
        _ = _listener.Value;
        try
        {
            await foreach (var hint in watcher.Hints.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return hint;
            }
        }
        finally
        {
            _watchers.TryRemove(watcher, out _);
        }
    }

    /// <summary>Something changed, nobody knows what.</summary>
    public void Publish() => Publish(default(StoreHint), _ => true);

    public void Publish(string key) => Publish(new StoreHint(key), prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_listener.IsValueCreated)
        {
            await _listener.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Publish(StoreHint hint, Func<string, bool> matches)
    {
        foreach (var watcher in _watchers.Keys)
        {
            if (matches(watcher.Prefix) && !watcher.Hints.Writer.TryWrite(hint))
            {
                // Full of details that nobody reads in time: one hint for all of them.
                while (watcher.Hints.Reader.TryRead(out _))
                {
                }

                watcher.Hints.Writer.TryWrite(default);
            }
        }
    }

    private sealed record Watcher(string Prefix, Channel<StoreHint> Hints);
}
