using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Purge_ExpiredAndLive_RemovesOnlyTheExpiredBelowThePrefixUpToTheLimit()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            await PutAsync($"p/{i}", timeToLive: TimeSpan.FromMilliseconds(1));
        }

        await PutAsync("p/live", timeToLive: TimeSpan.FromHours(1));
        await PutAsync("p/lasting");
        await PutExpiredAsync("q/elsewhere");
        await Eventually.TrueAsync(async () => await Store.CountAsync("p/", Token) == 2, "five expired");

        Assert.Equal(2, await Store.PurgeExpiredAsync("p/", 2, Token));
        Assert.Equal(3, await Open().PurgeExpiredAsync("p/", 100, Token));
        Assert.Equal(0, await Store.PurgeExpiredAsync("p/", 100, Token));
        Assert.Equal(["p/lasting", "p/live"], await KeysAsync("p/"));
        Assert.Equal(1, await Store.PurgeExpiredAsync("", 100, Token));
        Assert.Equal(2, await Store.CountAsync("", Token));
    }

    [Fact]
    public async Task Purge_RacingWithRefreshes_NeverRemovesWhatWasRefreshed()
    {
        var other = Open();
        for (var round = 0; round < 40; round++)
        {
            await PutExpiredAsync("key");
            var purge = Task.Run(() => other.PurgeExpiredAsync("", 10, Token));
            var refresh = Task.Run(() => CommitAsync(Store, Put("key", $"round {round}", StoreCondition.Absent)));

            await Task.WhenAll(purge, refresh);

            Assert.InRange(await purge, 0, 1);
            await AssertHoldsAsync(other, "key", $"round {round}", await refresh);
        }
    }

    [Fact]
    public async Task Purge_NothingExpired_RemovesNothing()
    {
        await PutAsync("key", timeToLive: TimeSpan.FromHours(1));

        Assert.Equal(0, await Store.PurgeExpiredAsync("", 1000, Token));
        Assert.Equal(1, await Store.CountAsync("", Token));
    }
}
