using ClusterGateway.NodeAgent.DocumentLocks;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>Locks that are not refreshed end by the store's clock. Shorter times to live than the interfaces allow.</summary>
public abstract class LockExpiryTests(StoreFixture fixture)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task Lock_NotRefreshed_EndsAndIsNobodysAnyMore()
    {
        var options = fixture.NewCluster();
        await using var store = fixture.Open(options);
        await using var otherStore = fixture.Open(options);
        var (table, other) = (LockTables.Over(store), LockTables.Over(otherStore));
        await table.CarryOutAsync("file", new LockCommand.Take("a", Short), default);

        await Eventually.TrueAsync(async () => await other.FindAsync("file", default) is null, "the lock ended");

        LockCommand[] late = [new LockCommand.Refresh("a", Long), new LockCommand.Swap("a", "c", Long), new LockCommand.Release("a")];
        foreach (var command in late)
        {
            Assert.Equal(new LockAnswer(LockOutcome.Conflict, null), await table.CarryOutAsync("file", command, default));
        }

        Assert.Equal(LockOutcome.Taken, (await other.CarryOutAsync("file", new LockCommand.Take("b", Long), default)).Outcome);
        Assert.Equal("b", (await table.CarryOutAsync("file", new LockCommand.Take("a", Long), default)).Held?.LockId);
    }

    [Fact]
    public async Task Lock_RefreshedOrSwapped_LivesFromThenOn()
    {
        await using var store = fixture.Open(fixture.NewCluster());
        var table = LockTables.Over(store);
        Assert.Null(await table.FindAsync("refreshed", default));

        await table.CarryOutAsync("refreshed", new LockCommand.Take("a", Short), default);
        await table.CarryOutAsync("refreshed", new LockCommand.Take("a", Long), default);
        await table.CarryOutAsync("swapped", new LockCommand.Take("a", Short), default);
        await table.CarryOutAsync("swapped", new LockCommand.Swap("a", "b", Long), default);
        await table.CarryOutAsync("shortened", new LockCommand.Take("a", Long), default);
        await table.CarryOutAsync("shortened", new LockCommand.Refresh("a", Short), default);
        await table.CarryOutAsync("left", new LockCommand.Take("a", Short), default);

        await Eventually.TrueAsync(async () => await table.FindAsync("left", default) is null, "the lock that was left alone ended");
        await Eventually.TrueAsync(async () => await table.FindAsync("shortened", default) is null, "the lock that was shortened ended");
        Assert.Equal("a", (await table.FindAsync("refreshed", default))?.LockId);
        Assert.Equal("b", (await table.FindAsync("swapped", default))?.LockId);
    }
}
