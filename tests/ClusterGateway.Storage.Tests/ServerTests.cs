using System.Text;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests;

/// <summary>What the tests of one provider's own ways share: stores that are disposed with the test, and short ways to use them.</summary>
public abstract class ServerTests(StoreFixture fixture) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _opened = [];

    protected static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    protected static CancellationToken Token => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }
    }

    protected T Use<T>(T opened)
        where T : IAsyncDisposable
    {
        _opened.Add(opened);
        return opened;
    }

    protected IClusterStore Open(StoreOptions? options = null) => Use(fixture.Open(options ?? fixture.NewCluster()));

    /// <summary>A cluster of its own, on another connection string than the fixture's.</summary>
    protected IClusterStore OpenAt(string connection) => Open(fixture.NewCluster() with { Connection = connection });

    protected static StorePut Put(string key, string value = "value", StoreCondition condition = default, TimeSpan? timeToLive = null) =>
        new(key, Encoding.UTF8.GetBytes(value), condition, timeToLive);

    protected static async Task<long> PutAsync(IClusterStore store, string key, string value = "value", TimeSpan? timeToLive = null)
    {
        var result = await store.CommitAsync(new StoreCommit(Put(key, value, StoreCondition.Any, timeToLive)), Token);
        Assert.True(result.Committed);
        return result.Revision;
    }

    protected static async Task<StoreUnavailableException> AssertUnavailableAsync(Func<Task> operation) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Eventually.CompletesAsync(operation(), "the store gave up", Bound));

    protected static Task WorksAgainAsync(IClusterStore store) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await PutAsync(store, "works again");
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        },
        "the store works again");
}
