using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly TimeSpan ShortTime = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Expiry_AfterTheTimeToLive_IsAbsentEverywhereAndNotBefore()
    {
        var start = TimeProvider.System.GetTimestamp();
        await PutAsync("a/expiring", timeToLive: ShortTime);
        await PutAsync("a/lasting");

        await ExpiredAsync("a/expiring");

        // Redis counts whole milliseconds; nobody may be earlier than that.
        Assert.True(TimeProvider.System.GetElapsedTime(start) > ShortTime - TimeSpan.FromMilliseconds(2), "expired too early");
        var other = Open();
        Assert.Null(await other.GetAsync("a/expiring", Token));
        Assert.Equal(1, await other.CountAsync("a/", Token));
        Assert.Equal(1, await other.CountAsync("", Token));
        Assert.Equal(0, await other.CountAsync("a/expiring", Token));
        Assert.Equal(["a/lasting"], await KeysAsync("a/"));
        Assert.Equal(["a/lasting"], await KeysAsync("", limit: 1));
    }

    [Fact]
    public async Task Expiry_OfALiveEntry_IsToldByTheStoresClock()
    {
        await PutAsync("key", timeToLive: TimeSpan.FromSeconds(100));
        await PutAsync("lasting");

        var first = (await Store.GetAsync("key", Token))!.ExpiresIn!.Value;
        Assert.InRange(first, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100));
        await Eventually.TrueAsync(
            async () => (await Store.GetAsync("key", Token))!.ExpiresIn < first, "the remaining time became less");
        Assert.Null((await Store.GetAsync("lasting", Token))!.ExpiresIn);
        var listed = (await Store.ListAsync("", null, 2, Token)).Entries;
        Assert.InRange(listed[0].ExpiresIn!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100));
        Assert.Null(listed[1].ExpiresIn);
    }

    [Fact]
    public async Task Expiry_PutAgain_CountsAnewOrNotAtAll()
    {
        await PutAsync("refreshed", timeToLive: ShortTime);
        await PutAsync("made lasting", timeToLive: ShortTime);
        await PutAsync("not extended", timeToLive: ShortTime);
        await PutAsync("refreshed", timeToLive: TimeSpan.FromHours(1));
        await PutAsync("made lasting");
        await CommitAsync(Store, new StoreCheck("not extended", StoreCondition.Any));
        await PutAsync("later", timeToLive: ShortTime);

        await ExpiredAsync("later");

        Assert.Equal(["made lasting", "refreshed"], await KeysAsync(""));
        Assert.Null((await Store.GetAsync("made lasting", Token))!.ExpiresIn);
        Assert.InRange(
            (await Store.GetAsync("refreshed", Token))!.ExpiresIn!.Value, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Expiry_ShortenedByAPut_ComesEarlier()
    {
        await PutAsync("key", timeToLive: TimeSpan.FromHours(1));
        await PutAsync("key", timeToLive: TimeSpan.FromMilliseconds(1));

        await ExpiredAsync("key");

        Assert.Equal(0, await Store.CountAsync("", Token));
    }

    [Fact]
    public async Task Expiry_LongestTimeToLive_IsKept()
    {
        await PutAsync("key", timeToLive: TimeSpan.FromDays(36_500));

        var entry = await Store.GetAsync("key", Token);

        Assert.InRange(entry!.ExpiresIn!.Value, TimeSpan.FromDays(36_499), TimeSpan.FromDays(36_500));
    }

    [Fact]
    public async Task Expiry_DeletedAndPutWithoutTimeToLive_DoesNotInheritIt()
    {
        await PutAsync("key", timeToLive: ShortTime);
        await CommitAsync(Store, new StoreDelete("key", StoreCondition.Present));
        await PutAsync("key");
        await PutAsync("later", timeToLive: ShortTime);

        await ExpiredAsync("later");

        Assert.Null((await Store.GetAsync("key", Token))!.ExpiresIn);
    }
}
