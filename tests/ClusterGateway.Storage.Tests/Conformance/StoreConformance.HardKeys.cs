namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly string[] HardKeyList =
    [
        "%", "_", "\\", "*", "?", "[", "]", "[a-z]", "{", "}", "{}", "{tag}:a", ":", "'", "\"", "`", "';--", "$1", "@p", ":p", "?1", " ",
        "  ", "\t", "\r\n", "\u0001", "\u007f", "\u00a0", "a%b", "a_b", "a\\b", "a*b", "a/b", "/", "//", "../x", "null", "0", "-1", "1e3",
        "caf\u00e9", "cafe\u0301", "\ud7ff", "\ue000", "\ufeff", "\uff5e", "\uffff", "\U0001f600", "\U0010ffff", "İ", "ı", "ß", "SS", "ss",
    ];

    private static readonly string[] HardPrefixes =
    [
        "%", "_", "\\", "*", "?", "[", "[a-z]", "{", "{}", "'", "\"", " ", "a b", "a%", "a_", "a*", "\u0001", "\u007f", "\uff5e", "\uffff",
        "\U0001f600", "\U0010ffff", "caf\u00e9", "\ud7ff", "\ue000",
    ];

    private static readonly Comparer<byte[]> ByteOrder = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));

    [Fact]
    public async Task Keys_WithEveryHardCharacter_AreFoundListedConflictedAndDeletedAsThemselves()
    {
        foreach (var key in HardKeyList)
        {
            var created = await Store.CommitAsync(new StoreCommit(Put(key, key, StoreCondition.Absent)), Token);
            Assert.True(created.Committed, $"'{key}' collides with another key");
            await AssertHoldsAsync(Store, key, key, created.Revision);
            var again = await Store.CommitAsync(new StoreCommit(Put(key, "x", StoreCondition.Absent)), Token);
            Assert.Equal(key, Assert.Single(again.Conflicts).Key);
        }

        Assert.Equal(HardKeyList.OrderBy(StoreKey.Encode, ByteOrder), await KeysAsync(""));
        foreach (var key in HardKeyList)
        {
            await CommitAsync(Store, new StoreDelete(key, StoreCondition.Present));
            Assert.Null(await Store.GetAsync(key, Token));
        }

        Assert.Equal(0, await Store.CountAsync("", Token));
    }

    [Fact]
    public async Task Prefixes_WithEveryHardCharacter_AreTakenLiterally()
    {
        foreach (var prefix in HardPrefixes)
        {
            await PutAsync($"{prefix}/1");
            await PutAsync($"{prefix}/2");
            await PutAsync($"{prefix}2");
        }

        foreach (var prefix in HardPrefixes)
        {
            Assert.Equal([$"{prefix}/1", $"{prefix}/2"], await KeysAsync($"{prefix}/"));
            Assert.Equal(2, await Store.CountAsync($"{prefix}/", Token));
        }
    }

    [Fact]
    public async Task Keys_OfTheGreatestLength_Work()
    {
        var ascii = new string('a', StoreKey.MaxBytes);
        var emoji = string.Concat(Enumerable.Repeat("\U0001f600", StoreKey.MaxBytes / 4));
        await PutAsync(ascii, "ascii");
        await PutAsync(emoji, "emoji");
        await PutAsync(ascii[1..], "one shorter");

        Assert.Equal([ascii[1..], ascii, emoji], await KeysAsync(""));
        Assert.Equal([ascii], await KeysAsync(ascii));
        Assert.Equal(1, await Store.CountAsync(emoji, Token));
        Assert.Equal([emoji], (await Store.ListAsync("", ascii, 10, Token)).Entries.Select(e => e.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task Get_KeyAgainstTheRules_IsRefused(string key) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.GetAsync(key, Token));
}
