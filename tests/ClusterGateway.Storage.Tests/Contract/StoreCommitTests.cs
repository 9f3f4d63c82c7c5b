namespace ClusterGateway.Storage.Tests.Contract;

public sealed class StoreCommitTests
{
    [Fact]
    public void Commit_NumberOfOperations_IsOneTo64()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoreCommit());
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoreCommit([.. Checks(65)]));
        Assert.Equal(64, new StoreCommit([.. Checks(64)]).Operations.Count);
    }

    [Fact]
    public void Commit_KeyTwice_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new StoreCommit(
            new StoreCheck("a", StoreCondition.Any), new StoreDelete("b", StoreCondition.Any), new StorePut("a", default, StoreCondition.Any)));

        // Neither case nor normal form makes two keys one.
        _ = new StoreCommit([.. ((string[])["a", "A", "\u00e9", "e\u0301"]).Select(k => new StoreCheck(k, StoreCondition.Any))]);
    }

    [Fact]
    public void Operations_InvalidKey_AreRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new StorePut("", default, StoreCondition.Any));
        Assert.ThrowsAny<ArgumentException>(() => new StoreDelete("a\0", StoreCondition.Any));
        Assert.ThrowsAny<ArgumentException>(() => new StoreCheck("\ud83d", StoreCondition.Any));
    }

    [Fact]
    public void Put_ValueAndTimeToLive_HaveBounds()
    {
        _ = new StorePut("a", new byte[StorePut.MaxValueBytes], StoreCondition.Any, TimeSpan.FromMilliseconds(1));
        _ = new StorePut("a", default, StoreCondition.Any, TimeSpan.FromDays(36_500));

        Assert.Throws<ArgumentOutOfRangeException>(() => new StorePut("a", new byte[StorePut.MaxValueBytes + 1], StoreCondition.Any));
        foreach (var ttl in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromTicks(9_999), TimeSpan.FromSeconds(-1), TimeSpan.FromDays(36_501)])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new StorePut("a", default, StoreCondition.Any, ttl));
        }
    }

    [Theory]
    [InlineData(null, true, true, false, false, false)]
    [InlineData(0L, true, false, true, false, true)]
    [InlineData(7L, true, false, true, true, false)]
    [InlineData(8L, true, false, true, false, false)]
    public void HoldsFor_ALiveRevision_IsAsTheTableSays(long? live, bool any, bool absent, bool present, bool atSeven, bool atZero)
    {
        Assert.Equal(any, StoreCondition.Any.HoldsFor(live));
        Assert.Equal(absent, StoreCondition.Absent.HoldsFor(live));
        Assert.Equal(present, StoreCondition.Present.HoldsFor(live));
        Assert.Equal(atSeven, StoreCondition.AtRevision(7).HoldsFor(live));
        Assert.Equal(atZero, StoreCondition.AtRevision(0).HoldsFor(live));
    }

    [Fact]
    public void Unchanged_SinceARead_IsThatRevisionOrAbsent()
    {
        Assert.Equal(StoreCondition.Absent, StoreCondition.Unchanged(null));
        Assert.Equal(StoreCondition.AtRevision(7), StoreCondition.Unchanged(new StoreEntry("a", default, 7, null)));
    }

    private static IEnumerable<StoreOperation> Checks(int count) =>
        Enumerable.Range(0, count).Select(i => new StoreCheck($"{i}", StoreCondition.Any));
}
