using System.Text;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Conformance;

/// <summary>
/// What every provider must do, the in-memory reference included: one line per provider, one file per topic. Each test has a cluster of
/// its own, and opens as many instances as it likes, which stand for several agents.
/// </summary>
public abstract partial class StoreConformance(StoreFixture fixture) : IAsyncLifetime
{
    private readonly StoreOptions _options = fixture.NewCluster();
    private readonly List<IClusterStore> _opened = [];
    private IClusterStore? _store;

    protected StoreFixture Fixture => fixture;

    /// <summary>The first instance; <see cref="Open"/> gives further ones on the same cluster.</summary>
    protected IClusterStore Store => _store ??= Open();

    private static CancellationToken Token => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }
    }

    protected IClusterStore Open(StoreOptions? options = null)
    {
        var store = fixture.Open(options ?? _options);
        _opened.Add(store);
        return store;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static StorePut Put(string key, string value = "value", StoreCondition condition = default, TimeSpan? timeToLive = null) =>
        new(key, Bytes(value), condition, timeToLive);

    private static async Task<long> CommitAsync(IClusterStore store, params IReadOnlyList<StoreOperation> operations)
    {
        var result = await store.CommitAsync(new StoreCommit(operations), Token);
        Assert.True(result.Committed, $"lost to {string.Join(", ", result.Conflicts.Select(c => c.Key))}");
        return result.Revision;
    }

    private async Task<long> PutAsync(string key, string value = "value", TimeSpan? timeToLive = null) =>
        await CommitAsync(Store, Put(key, value, StoreCondition.Any, timeToLive));

    /// <summary>Writes an entry and waits until it has expired; it stays unpurged. Answers the revision that it had.</summary>
    private async Task<long> PutExpiredAsync(string key, string value = "expired")
    {
        var revision = await PutAsync(key, value, TimeSpan.FromMilliseconds(1));
        await ExpiredAsync(key);
        return revision;
    }

    private Task ExpiredAsync(string key) =>
        Eventually.TrueAsync(async () => await Store.GetAsync(key, Token) is null, $"'{key}' expired");

    private async Task<List<string>> KeysAsync(string prefix, int limit = StorePage.MaxLimit)
    {
        var keys = new List<string>();
        string? after = null;
        do
        {
            var page = await Store.ListAsync(prefix, after, limit, Token);
            Assert.True(page.Entries.Count <= limit, $"{page.Entries.Count} entries on a page of {limit}");
            Assert.True(page.Next is null || page.Entries.Count == limit, "a page is full unless it is the last");
            Assert.True(page.Next is null || page.Next == page.Entries[^1].Key, "the next page begins behind the last key");
            keys.AddRange(page.Entries.Select(e => e.Key));
            after = page.Next;
        }
        while (after is not null);

        return keys;
    }

    private static void AssertSame(StoreEntry? expected, StoreEntry? actual)
    {
        Assert.Equal(expected?.Key, actual?.Key);
        Assert.Equal(expected?.Revision, actual?.Revision);
        Assert.Equal(expected?.Value.ToArray(), actual?.Value.ToArray());
        Assert.Equal(expected?.ExpiresIn is null, actual?.ExpiresIn is null);
    }

    private static async Task AssertHoldsAsync(IClusterStore store, string key, string value, long revision)
    {
        var entry = await store.GetAsync(key, Token);
        Assert.NotNull(entry);
        Assert.Equal(key, entry.Key);
        Assert.Equal(value, Encoding.UTF8.GetString(entry.Value.Span));
        Assert.Equal(revision, entry.Revision);
    }
}
