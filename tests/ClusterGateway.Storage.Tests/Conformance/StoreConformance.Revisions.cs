namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Revision_OfEveryCommit_RisesOverDeletesChecksExpiryPurgeAndReopening()
    {
        var revisions = new List<long> { await PutAsync("key"), await PutAsync("key") };
        revisions.Add(await CommitAsync(Store, new StoreDelete("key", StoreCondition.Present)));
        revisions.Add(await CommitAsync(Store, new StoreDelete("key", StoreCondition.Any)));
        revisions.Add(await CommitAsync(Store, new StoreCheck("key", StoreCondition.Absent)));
        revisions.Add(await PutExpiredAsync("key"));
        revisions.Add(await PutAsync("key"));
        revisions.Add(await PutExpiredAsync("key"));
        Assert.Equal(1, await Store.PurgeExpiredAsync("", 10, Token));
        Assert.Equal(0, await Store.CountAsync("", Token));
        await Store.DisposeAsync();
        revisions.Add(await CommitAsync(Open(), Put("key", "value", StoreCondition.Absent)));
        revisions.Add(await CommitAsync(Open(), Put("key")));

        Assert.True(revisions[0] > 0);
        Assert.Equal(revisions.Distinct().Order(), revisions);
    }

    [Fact]
    public async Task Revision_WithAFloor_ExceedsItAndNeverFallsBack()
    {
        var first = await PutAsync("key");
        var floor = first + 5_000_000_000_000;

        var raised = (await Store.CommitAsync(new StoreCommit(Put("key")) { RevisionFloor = floor }, Token)).Revision;
        var next = await CommitAsync(Open(), Put("key"));
        var lowFloor = (await Store.CommitAsync(new StoreCommit(Put("key")) { RevisionFloor = first }, Token)).Revision;

        Assert.True(raised > floor, $"{raised} must exceed {floor}");
        Assert.True(next > raised, $"{next} must exceed {raised}");
        Assert.True(lowFloor > next, $"{lowFloor} must exceed {next}");
        await AssertHoldsAsync(Store, "key", "value", lowFloor);
    }

    [Fact]
    public async Task Revision_FloorOfALostCommit_ChangesNothing()
    {
        var first = await PutAsync("key");

        var lost = await Store.CommitAsync(
            new StoreCommit(Put("key", "x", StoreCondition.Absent)) { RevisionFloor = first + 5_000_000_000_000 }, Token);

        Assert.False(lost.Committed);
        await AssertHoldsAsync(Store, "key", "value", first);
    }

    [Fact]
    public async Task Revision_OfParallelCommits_IsUniqueAndVisibleInTheEntries()
    {
        IClusterStore[] stores = [Store, Open(), Open()];

        var revisions = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(
            () => CommitAsync(stores[i % 3], Put($"key/{i}")))));

        Assert.Equal(60, revisions.Distinct().Count());
        var stored = (await Store.ListAsync("key/", null, 1000, Token)).Entries.Select(e => e.Revision);
        Assert.Equal(revisions.Order(), stored.Order());
    }
}
