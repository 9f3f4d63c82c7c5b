using System.Collections.Concurrent;
using System.Threading.Channels;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly TimeSpan OutageBound = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Server_WhereThereIsNone_CannotBeStopped()
    {
        if (!Fixture.HasServer)
        {
            await Assert.ThrowsAsync<NotSupportedException>(Fixture.StopServerAsync);
            await Assert.ThrowsAsync<NotSupportedException>(Fixture.StartServerAsync);
        }
    }

    [Fact]
    public async Task Outage_EveryMember_IsUnavailableWithinItsBoundAndTheSameInstanceWorksAgain()
    {
        if (!Fixture.HasServer)
        {
            return; // Asserted by Server_WhereThereIsNone_CannotBeStopped.
        }

        await PutAsync("key", "before");
        var fresh = Open();
        using var stop = new CancellationTokenSource();
        var hints = Channel.CreateUnbounded<StoreHint>();
        var watching = WatchAsync(Store, "watched/", hints.Writer, stop.Token);
        await ArmAsync(Store, "watched/a", hints.Reader);
        await OutageAsync(async () =>
        {
            foreach (var (member, call) in Members)
            {
                await AssertUnavailableAsync(Store, member, call);
                await AssertUnavailableAsync(fresh, $"{member} of an instance that never connected", call);
            }

            Assert.False(watching.IsCompleted, "a watch outlives an outage");
        });

        await WorksAgainAsync(Store);
        await WorksAgainAsync(fresh);
        await ArmAsync(fresh, "watched/a", hints.Reader);
        await stop.CancelAsync();
        await Eventually.CompletesAsync(watching, "the watch ended");
    }

    [Fact]
    public async Task Outage_CommitsCutOff_AreWhollyThereOrWhollyNot()
    {
        if (!Fixture.HasServer)
        {
            return; // Asserted by Server_WhereThereIsNone_CannotBeStopped.
        }

        var acknowledged = new ConcurrentDictionary<string, long>();
        await PutAsync("warm");
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(() => WritePairsAsync(w, acknowledged, stop.Token))).ToArray();
        await Eventually.TrueAsync(() => acknowledged.Count > 100, "a hundred pairs were written");
        await OutageAsync(async () =>
        {
            await stop.CancelAsync();
            await Eventually.CompletesAsync(Task.WhenAll(writers), "the writers met the outage", OutageBound);
        });

        await WorksAgainAsync(Store);
        var entries = (await AllAsync("pair/")).ToDictionary(e => e.Key);
        Assert.All(entries.Values, e => AssertPaired(e, entries));
        if (Fixture.KeepsAcknowledgedWrites)
        {
            Assert.All(acknowledged, a => Assert.Equal(a.Value, entries.GetValueOrDefault(a.Key)?.Revision));
        }
    }

    private static void AssertPaired(StoreEntry entry, Dictionary<string, StoreEntry> entries)
    {
        var twin = entry.Key.EndsWith('a') ? $"{entry.Key[..^1]}b" : $"{entry.Key[..^1]}a";
        Assert.True(entries.TryGetValue(twin, out var other), $"half a commit: {entry.Key} without its twin");
        Assert.Equal(entry.Revision, other.Revision);
    }

    private static async Task AssertUnavailableAsync(IClusterStore store, string member, Func<IClusterStore, CancellationToken, Task> call)
    {
        var answer = await Eventually.CompletesAsync(Record.ExceptionAsync(() => call(store, Token)), $"{member} gave up", OutageBound);
        Assert.True(answer is StoreUnavailableException, $"{member} answered an outage with {answer?.ToString() ?? "success"}");
    }

    private static Task WorksAgainAsync(IClusterStore store) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await store.CommitAsync(new StoreCommit(Put("works again")), Token);
                return await store.GetAsync("works again", Token) is not null;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        },
        "the same instance works again");

    private async Task WritePairsAsync(int writer, ConcurrentDictionary<string, long> acknowledged, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                var pair = $"pair/{writer}-{i:00000}-";
                var revision = await CommitAsync(Store, Put($"{pair}a"), Put($"{pair}b"));
                acknowledged[$"{pair}a"] = revision;
            }
            catch (StoreUnavailableException)
            {
                // Unknown: the next round uses new keys.
            }
        }
    }

    private async Task<List<StoreEntry>> AllAsync(string prefix)
    {
        var entries = new List<StoreEntry>();
        for (string? after = null; ;)
        {
            var page = await Store.ListAsync(prefix, after, StorePage.MaxLimit, Token);
            entries.AddRange(page.Entries);
            if ((after = page.Next) is null)
            {
                return entries;
            }
        }
    }

    private async Task OutageAsync(Func<Task> during)
    {
        await Fixture.StopServerAsync();
        try
        {
            await during();
        }
        finally
        {
            await Fixture.StartServerAsync();
        }
    }
}
