using System.Threading.Channels;

namespace ClusterGateway.Storage.InMemory;

/// <summary>The entries of one cluster behind one lock: each member is one atomic step.</summary>
internal sealed class InMemoryCluster
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<byte[], InMemoryEntry> _entries =
        new(Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)));

    private readonly List<InMemorySubscription> _subscriptions = [];
    private long _revision;

    public StoreEntry? Get(string key, DateTimeOffset now)
    {
        lock (_lock)
        {
            return Live(key, now)?.ToEntry(now);
        }
    }

    public StorePage List(string prefix, string? after, int limit, DateTimeOffset now)
    {
        var behind = after is null ? null : StoreKey.Encode(after);
        lock (_lock)
        {
            StoreEntry[] found = [.. Below(prefix)
                .Where(e => e.Value.IsLive(now) && (behind is null || e.Key.AsSpan().SequenceCompareTo(behind) > 0))
                .Take(limit + 1)
                .Select(e => e.Value.ToEntry(now))];
            return found.Length > limit ? new StorePage(found[..limit], found[limit - 1].Key) : new StorePage(found, null);
        }
    }

    public long Count(string prefix, DateTimeOffset now)
    {
        lock (_lock)
        {
            return Below(prefix).LongCount(e => e.Value.IsLive(now));
        }
    }

    public CommitResult Commit(StoreCommit commit, DateTimeOffset now)
    {
        lock (_lock)
        {
            StoreConflict[] conflicts = [.. commit.Operations
                .Where(o => !o.Condition.HoldsFor(Live(o.Key, now)?.Revision))
                .Select(o => new StoreConflict(o.Key, Live(o.Key, now)?.ToEntry(now)))];
            if (conflicts.Length > 0)
            {
                return CommitResult.Lost(conflicts);
            }

            _revision = Math.Max(_revision, commit.RevisionFloor) + 1;
            foreach (var operation in commit.Operations)
            {
                Apply(operation, now);
            }

            if (!commit.Quiet)
            {
                Notify(commit);
            }

            return CommitResult.At(_revision);
        }
    }

    public int Purge(string prefix, int limit, DateTimeOffset now)
    {
        lock (_lock)
        {
            byte[][] expired = [.. Below(prefix).Where(e => !e.Value.IsLive(now)).Take(limit).Select(e => e.Key)];
            foreach (var key in expired)
            {
                _entries.Remove(key);
            }

            return expired.Length;
        }
    }

    public IDisposable Subscribe(string prefix, ChannelWriter<StoreHint> hints)
    {
        var subscription = new InMemorySubscription(prefix, hints, Unsubscribe);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    private void Unsubscribe(InMemorySubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Remove(subscription);
        }
    }

    private void Apply(StoreOperation operation, DateTimeOffset now)
    {
        switch (operation)
        {
            case StorePut put:
                // A copy: the caller may use its buffer again.
                _entries[StoreKey.Encode(put.Key)] = new InMemoryEntry(put.Key, put.Value.ToArray(), _revision, now + put.TimeToLive);
                break;
            case StoreDelete:
                _entries.Remove(StoreKey.Encode(operation.Key));
                break;
        }
    }

    private void Notify(StoreCommit commit)
    {
        foreach (var operation in commit.Operations.Where(o => o is not StoreCheck))
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Tell(operation.Key);
            }
        }
    }

    private InMemoryEntry? Live(string key, DateTimeOffset now) =>
        _entries.TryGetValue(StoreKey.Encode(key), out var entry) && entry.IsLive(now) ? entry : null;

    private IEnumerable<KeyValuePair<byte[], InMemoryEntry>> Below(string prefix)
    {
        var start = StoreKey.Encode(prefix);
        return _entries.Where(e => e.Key.AsSpan().StartsWith(start));
    }
}
