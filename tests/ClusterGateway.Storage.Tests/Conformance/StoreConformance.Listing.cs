namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1000)]
    public async Task List_PagesOfEverySize_GiveEachLiveEntryOnceInOrder(int limit)
    {
        string[] keys = [.. Enumerable.Range(0, 7).Select(i => $"p/{i}")];
        foreach (var key in keys.Reverse())
        {
            await PutAsync(key);
            await PutExpiredAsync($"{key}x");
        }

        Assert.Equal(keys, await KeysAsync("p/", limit));
        Assert.Equal(keys, await KeysAsync("", limit));
        Assert.Equal(7, await Store.CountAsync("p/", Token));
    }

    [Fact]
    public async Task List_FullPageAtTheEnd_HasNoNext()
    {
        await PutAsync("a");
        await PutAsync("b");
        await PutExpiredAsync("c");

        var page = await Store.ListAsync("", null, 2, Token);

        Assert.Equal(2, page.Entries.Count);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData(null, "p/a,p/b,p/c")]
    [InlineData("", "p/a,p/b,p/c")]
    [InlineData("a", "p/a,p/b,p/c")]
    [InlineData("p/", "p/a,p/b,p/c")]
    [InlineData("p/a", "p/b,p/c")]
    [InlineData("p/aa", "p/b,p/c")]
    [InlineData("p/c", "")]
    [InlineData("z", "")]
    public async Task List_AfterAKeyThatNeedNotExist_BeginsBehindIt(string? after, string expected)
    {
        foreach (var key in (string[])["o", "p/a", "p/b", "p/c", "q"])
        {
            await PutAsync(key);
        }

        var page = await Store.ListAsync("p/", after, 1000, Token);

        Assert.Equal(expected, string.Join(',', page.Entries.Select(e => e.Key)));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task List_KeysBeyondAscii_AreOrderedByTheirBytes()
    {
        // UTF-16 orders U+1F600 (a surrogate pair, D83D...) before U+FF5E; their UTF-8 bytes are the other way round.
        string[] keys = ["k", "k/", "k/A", "k/a", "k/~", "k/\u00e9", "k/\uff5e", "k/\U0001f600", "l"];
        foreach (var key in keys.Reverse())
        {
            await PutAsync(key);
        }

        Assert.Equal(keys, await KeysAsync(""));
        Assert.Equal(keys[1..^1], await KeysAsync("k/"));
        Assert.Equal(keys[7..^1], (await Store.ListAsync("k/", "k/\uff5e", 10, Token)).Entries.Select(e => e.Key));
    }

    [Fact]
    public async Task List_PrefixThatIsItselfAKey_HoldsItAndEverythingBehind()
    {
        foreach (var key in (string[])["p", "pa", "p/a", "P", "o\U0010ffff", "q"])
        {
            await PutAsync(key);
        }

        Assert.Equal(["p", "p/a", "pa"], await KeysAsync("p"));
        Assert.Equal(3, await Store.CountAsync("p", Token));
        Assert.Equal(["pa"], await KeysAsync("pa"));
        Assert.Equal(6, await Store.CountAsync("", Token));
        Assert.Empty(await KeysAsync("paa"));
        Assert.Equal(0, await Store.CountAsync("nothing", Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task List_LimitOutOfBounds_IsRefused(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync("", null, limit, Token));

    [Fact]
    public async Task List_ThousandsOfEntries_PagesThroughAll()
    {
        for (var commit = 0; commit < 33; commit++)
        {
            await CommitAsync(Store, [.. Enumerable.Range(commit * 64, 64).Select(i => Put($"n/{i:0000}"))]);
        }

        string[] expected = [.. Enumerable.Range(0, 33 * 64).Select(i => $"n/{i:0000}")];
        Assert.Equal(expected, await KeysAsync("n/"));
        Assert.Equal(expected, await KeysAsync("n/", 37));
        Assert.Equal(expected.Length, await Store.CountAsync("n/", Token));
    }
}
