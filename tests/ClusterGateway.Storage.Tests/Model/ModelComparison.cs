using System.Text;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Model;

/// <summary>
/// Does the same steps to the in-memory reference and to instances of a provider, and compares every answer. Revisions differ in number,
/// so each one of the reference is remembered with the provider's, and compared through that.
/// </summary>
internal sealed class ModelComparison(IClusterStore model, IReadOnlyList<IClusterStore> stores)
{
    private static readonly string[] Keys = ["a", "a/", "a/b", "a/\uff5e", "a/\U0001f600", "b", "%", "a%", "a_b", "\U0010ffff"];
    private static readonly string[] Prefixes = ["", "a", "a/", "a/\uff5e", "b", "%", "a_", "zz", "\U0010ffff"];

    /// <summary>A minute: revisions that follow the clock in microseconds do not reach it by themselves.</summary>
    private const long Raise = 60_000_000;

    private readonly Dictionary<long, long> _storeRevisions = new() { [0] = 0 };
    private long _lastModel;
    private long _lastStore;

    /// <summary>Carries out one step; its number says which.</summary>
    public Task StepAsync(int step, CancellationToken cancellationToken)
    {
        var random = new Random(step);
        var store = Pick(random, stores);
        return random.Next(100) switch
        {
            < 55 => CommitAsync(random, store, cancellationToken),
            < 65 => GetAsync(Pick(random, Keys), store, cancellationToken),
            < 80 => ListAsync(random, store, cancellationToken),
            < 88 => CountAsync(Pick(random, Prefixes), store, cancellationToken),
            < 94 => PurgeAsync(Pick(random, Prefixes), store, cancellationToken),
            _ => ExpireAsync(Pick(random, Keys), store, cancellationToken),
        };
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private async Task CommitAsync(Random random, IClusterStore store, CancellationToken cancellationToken)
    {
        var modelOperations = new List<StoreOperation>();
        var storeOperations = new List<StoreOperation>();
        foreach (var key in random.GetItems(Keys, random.Next(1, 5)).Distinct())
        {
            var entry = await model.GetAsync(key, cancellationToken);
            var (modelCondition, storeCondition) = Condition(random, entry);
            var kind = random.Next(4);
            var value = Encoding.UTF8.GetBytes($"{random.Next()}"[..random.Next(1, 2)]);
            modelOperations.Add(Operation(kind, key, value, modelCondition));
            storeOperations.Add(Operation(kind, key, value, storeCondition));
        }

        var raise = random.Next(5) == 0;
        var expected = await model.CommitAsync(
            new StoreCommit(modelOperations) { RevisionFloor = raise ? _lastModel + Raise : 0 }, cancellationToken);
        var actual = await store.CommitAsync(
            new StoreCommit(storeOperations) { RevisionFloor = raise ? _lastStore + Raise : 0 }, cancellationToken);
        Compare(expected, actual, raise);
    }

    private void Compare(CommitResult expected, CommitResult actual, bool raised)
    {
        Assert.Equal(expected.Conflicts.Select(c => c.Key), actual.Conflicts.Select(c => c.Key));
        foreach (var (wanted, found) in expected.Conflicts.Zip(actual.Conflicts))
        {
            Compare(wanted.Current, found.Current);
        }

        if (expected.Committed)
        {
            Remember(expected.Revision, actual.Revision, raised ? _lastStore + Raise : _lastStore);
        }
    }

    private void Remember(long modelRevision, long storeRevision, long floor)
    {
        Assert.True(storeRevision > floor, $"revision {storeRevision} must exceed {floor}");
        _storeRevisions[modelRevision] = storeRevision;
        (_lastModel, _lastStore) = (modelRevision, storeRevision);
    }

    private (StoreCondition Model, StoreCondition Store) Condition(Random random, StoreEntry? entry)
    {
        var known = random.Next(3) == 0 ? Pick(random, [.. _storeRevisions.Keys]) : entry?.Revision ?? _lastModel;
        var same = random.Next(6) switch
        {
            0 => StoreCondition.Absent,
            1 => StoreCondition.Present,
            2 or 3 => StoreCondition.Any,
            _ => (StoreCondition?)null,
        };
        return same is { } condition
            ? (condition, condition)
            : (StoreCondition.AtRevision(known), StoreCondition.AtRevision(_storeRevisions[known]));
    }

    private static StoreOperation Operation(int kind, string key, byte[] value, StoreCondition condition) => kind switch
    {
        0 => new StoreDelete(key, condition),
        1 => new StoreCheck(key, condition),
        2 => new StorePut(key, value, condition, TimeSpan.FromHours(1)),
        _ => new StorePut(key, value, condition),
    };

    private async Task GetAsync(string key, IClusterStore store, CancellationToken cancellationToken) =>
        Compare(await model.GetAsync(key, cancellationToken), await store.GetAsync(key, cancellationToken));

    private async Task ListAsync(Random random, IClusterStore store, CancellationToken cancellationToken)
    {
        var (prefix, limit) = (Pick(random, Prefixes), random.Next(1, 8));
        var after = random.Next(2) == 0 ? null : Pick(random, Keys);
        var expected = await model.ListAsync(prefix, after, limit, cancellationToken);
        var actual = await store.ListAsync(prefix, after, limit, cancellationToken);

        Assert.Equal(expected.Entries.Select(e => e.Key), actual.Entries.Select(e => e.Key));
        Assert.Equal(expected.Next, actual.Next);
        foreach (var (wanted, found) in expected.Entries.Zip(actual.Entries))
        {
            Compare(wanted, found);
        }
    }

    private async Task CountAsync(string prefix, IClusterStore store, CancellationToken cancellationToken) =>
        Assert.Equal(await model.CountAsync(prefix, cancellationToken), await store.CountAsync(prefix, cancellationToken));

    /// <summary>Of all: which ones go first under a lower limit is nobody's promise.</summary>
    private async Task PurgeAsync(string prefix, IClusterStore store, CancellationToken cancellationToken) =>
        Assert.Equal(
            await model.PurgeExpiredAsync(prefix, Keys.Length, cancellationToken),
            await store.PurgeExpiredAsync(prefix, Keys.Length, cancellationToken));

    /// <summary>From here on the entry is expired for both, and both still hold it.</summary>
    private async Task ExpireAsync(string key, IClusterStore store, CancellationToken cancellationToken)
    {
        var commit = new StoreCommit(new StorePut(key, "gone"u8.ToArray(), StoreCondition.Any, TimeSpan.FromMilliseconds(1)));
        Remember(
            (await model.CommitAsync(commit, cancellationToken)).Revision,
            (await store.CommitAsync(commit, cancellationToken)).Revision,
            _lastStore);
        await Eventually.TrueAsync(
            async () => await model.GetAsync(key, cancellationToken) is null && await store.GetAsync(key, cancellationToken) is null,
            $"'{key}' expired");
    }

    private void Compare(StoreEntry? expected, StoreEntry? actual)
    {
        Assert.Equal(expected?.Key, actual?.Key);
        Assert.Equal(expected?.Value.ToArray(), actual?.Value.ToArray());
        Assert.Equal(expected is null ? null : _storeRevisions[expected.Revision], actual?.Revision);
        Assert.Equal(expected?.ExpiresIn is null, actual?.ExpiresIn is null);
    }
}
