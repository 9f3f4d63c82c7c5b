using System.Globalization;
using System.Text;

namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private const int Writers = 20;

    [Fact]
    public async Task CompareAndSet_TwentyWritersOverSeveralInstances_CountExactlyTwenty()
    {
        IClusterStore[] stores = [Store, Open(), Open(), Open()];

        var attempts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => IncrementAsync(stores[i % 4]))));

        var entry = await Store.GetAsync("counter", Token);
        Assert.Equal("20", Encoding.UTF8.GetString(entry!.Value.Span));
        Assert.All(attempts, a => Assert.InRange(a, 1, Writers));
    }

    [Fact]
    public async Task Create_TwentyCreatorsOfOneKey_HasOneWinnerAndTheOthersSeeIt()
    {
        IClusterStore[] stores = [Store, Open(), Open(), Open()];
        for (var round = 0; round < 5; round++)
        {
            var key = $"created/{round}";
            var results = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => stores[i % 4].CommitAsync(
                new StoreCommit(Put(key, $"writer {i}", StoreCondition.Absent)), Token))));

            var winner = Array.FindIndex(results, r => r.Committed);
            Assert.Single(results, r => r.Committed);
            await AssertHoldsAsync(Store, key, $"writer {winner}", results[winner].Revision);
            Assert.All(results.Where(r => !r.Committed), r => Assert.Equal(
                results[winner].Revision, Assert.Single(r.Conflicts).Current!.Revision));
        }
    }

    [Fact]
    public async Task Create_TwentyCreatorsOverAnExpiredEntry_HasOneWinner()
    {
        IClusterStore[] stores = [Store, Open(), Open(), Open()];
        await PutExpiredAsync("lease");

        var results = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => stores[i % 4].CommitAsync(
            new StoreCommit(Put("lease", $"writer {i}", StoreCondition.Absent, TimeSpan.FromHours(1))), Token))));

        Assert.Single(results, r => r.Committed);
    }

    [Fact]
    public async Task Commit_TransfersInParallel_NeverShowHalfATransfer()
    {
        IClusterStore[] stores = [Store, Open()];
        await CommitAsync(Store, Put("pair/a", "start"), Put("pair/b", "start"));
        using var stop = new CancellationTokenSource();
        var writers = Task.WhenAll(stores.Select((store, w) => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await CommitAsync(store, Put("pair/a", $"{w}-{i}"), Put("pair/b", $"{w}-{i}"));
            }
        })));

        do
        {
            var page = await Store.ListAsync("pair/", null, 2, Token);
            Assert.Equal(page.Entries[0].Value.ToArray(), page.Entries[1].Value.ToArray());
            Assert.Equal(page.Entries[0].Revision, page.Entries[1].Revision);
        }
        while (!writers.IsCompleted);
        await writers;
    }

    [Fact]
    public async Task Get_AfterACommitOfAnotherInstance_SeesItAtOnce()
    {
        var other = Open();
        for (var i = 0; i < 50; i++)
        {
            var revision = await CommitAsync(i % 2 == 0 ? Store : other, Put("key", $"{i}"));

            await AssertHoldsAsync(i % 2 == 0 ? other : Store, "key", $"{i}", revision);
        }
    }

    [Fact]
    public async Task FirstUse_OfManyInstancesAtOnce_WorksForAll()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Open()).ToArray().Select((store, i) => Task.Run(
            () => CommitAsync(store, Put($"key/{i}")))));

        Assert.Equal(10, results.Distinct().Count());
        Assert.Equal(10, await Store.CountAsync("", Token));
    }

    /// <summary>Answers how often it tried: in each round at least one writer wins, so never more often than there are writers.</summary>
    private static async Task<int> IncrementAsync(IClusterStore store)
    {
        for (var attempt = 1; ; attempt++)
        {
            var entry = await store.GetAsync("counter", Token);
            var count = entry is null ? 0 : int.Parse(Encoding.UTF8.GetString(entry.Value.Span), CultureInfo.InvariantCulture);
            var next = Put("counter", $"{count + 1}", StoreCondition.Unchanged(entry));
            if ((await store.CommitAsync(new StoreCommit(next), Token)).Committed)
            {
                return attempt;
            }
        }
    }
}
