using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Settings;

/// <summary>Settings when the store is away, was restored, or was emptied, and when a primary comes too late.</summary>
public sealed class SettingsStoreLossTests : IAsyncLifetime
{
    private readonly SettingsClusterOf<InMemoryFixture> _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task StoreAway_EveryNodeGoesOnWithItsCopy_AndSaysSo()
    {
        var written = await _cluster.SetAsync("a", 1);
        await _cluster.EverywhereAsync(written.Revision);

        foreach (var agent in _cluster.Agents.Agents)
        {
            agent.Store.Cut();
        }

        foreach (var node in _cluster.Nodes)
        {
            await Eventually.TrueAsync(async () => (await _cluster.AllAsync(node)).Stale, "it says that it may be stale");
            var view = await _cluster.AllAsync(node);
            Assert.Equal((written.Revision, 1), (view.Revision, view.Items.Single().Value.GetInt32()));
            await Eventually.TrueAsync(
                async () => (await _cluster.Agents[node].SelfAsync()).Warnings.Any(w => w.Code == WarningCodes.SettingsLag), "it warns");
        }

        foreach (var agent in _cluster.Agents.Agents)
        {
            agent.Store.Heal();
        }

        await _cluster.Agents.SettledAsync();
        var next = await _cluster.SetAsync("a", 2);
        await _cluster.EverywhereAsync(next.Revision);
        await Eventually.TrueAsync(async () => !(await _cluster.AllAsync("node1")).Stale, "it is not stale any more");
    }

    [Fact]
    public async Task FormerPrimary_ThatWritesTooLate_IsRefused()
    {
        await _cluster.SetAsync("a", 1);
        var former = _cluster.Agents[await _cluster.PrimaryAsync()];
        former.Store.BeforeCommit = async commit =>
        {
            if (commit.Operations.Any(o => o.Key == SettingsEntries.Head))
            {
                // Between its decision and its commit another node became primary.
                await using var store = _cluster.OpenStore();
                await store.CommitAsync(new StoreCommit(new StorePut("leader/term", "{}"u8.ToArray(), StoreCondition.Any)), CancellationToken.None);
            }
        };

        var late = await _cluster.TrySetAsync(former.Id, "a", 2);

        Assert.Equal((409, "stale-term"), (late.Code, late.Problem.Name));
        await using var looked = _cluster.OpenStore();
        var entry = await looked.GetAsync("settings/items/a", CancellationToken.None);
        Assert.Equal(1, JsonSerializer.Deserialize<JsonElement>(entry!.Value.Span).GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task RestoredStore_Counts_UnderAHigherRevision_AndWhatDifferedIsKeptAside()
    {
        await _cluster.SetAsync("kept", 1);
        await _cluster.SetAsync("changed", "before");
        var backup = await ReadAsync();
        await _cluster.SetAsync("changed", "after");
        var lost = await _cluster.SetAsync("lost", true);
        await _cluster.EverywhereAsync(lost.Revision);

        await RestoreAsync(backup);

        await _cluster.EverywhereAsync(lost.Revision + 1);
        foreach (var node in _cluster.Nodes)
        {
            await Eventually.TrueAsync(async () => !(await _cluster.AllAsync(node)).Stale, "it has what the store has");
            var view = await _cluster.AllAsync(node);
            Assert.Equal(["changed", "kept"], view.Items.Select(i => i.Key));
            Assert.Equal("before", view.Items[0].Value.GetString());
            var status = (await _cluster.SendAsync(node, "GET", "/status")).Read(ContractsJson.Default.SettingsStatusView);
            var aside = Assert.Single(status.Aside);
            Assert.Equal(["changed", "lost"], aside.Changes.Select(c => c.Key));
            Assert.Equal("after", aside.Changes[0].Before!.Value.GetString());
        }

        Assert.Contains(EventTypes.SettingsRestored, await EventsAsync());
        Assert.True((await _cluster.SetAsync("kept", 2)).Revision > lost.Revision + 1);
    }

    [Fact]
    public async Task EmptiedStore_GetsTheSettingsAgain()
    {
        await _cluster.SetAsync("secret", "x", secret: true);
        foreach (var i in Enumerable.Range(0, 60))
        {
            await _cluster.SetAsync($"k{i:D2}", i);
        }

        var revision = (await _cluster.AllAsync("node1")).Revision;
        await _cluster.EverywhereAsync(revision);
        await RestoreAsync([]);

        await _cluster.EverywhereAsync(revision + 1);
        foreach (var node in _cluster.Nodes)
        {
            var view = await _cluster.AllAsync(node);
            Assert.Equal(61, view.Items.Count);
            Assert.Empty((await _cluster.SendAsync(node, "GET", "/status")).Read(ContractsJson.Default.SettingsStatusView).Aside);
        }

        Assert.Equal(201, (await _cluster.TrySetAsync(await _cluster.PrimaryAsync(), "more", 1)).Code);
    }

    [Fact]
    public async Task NewNode_WithAnEmptyDisk_HasEverything_AndLaterChanges()
    {
        await _cluster.SetAsync("a", 1);
        await _cluster.Agents.AddAsync("node4", TimeProvider.System, SettingsCluster.Options);
        await _cluster.Agents.SettledAsync();

        await Eventually.TrueAsync(async () => (await _cluster.AllAsync("node4")).Items is [{ Key: "a" }], "the new node has the settings");
        var next = await _cluster.SetAsync("b", 2);
        await _cluster.EverywhereAsync(next.Revision);
    }

    [Fact]
    public async Task NodeThatTakesNoPart_ReadsWhatItHas_AndWritesNothing()
    {
        await using var alone = new AgentCluster();
        await alone.AddAsync("node1", TimeProvider.System, ("Settings:Enabled", "false"), ("Settings:Local:a", "1"));
        await alone.SettledAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/v1/settings/items/b", UriKind.Relative))
        {
            Content = new StringContent("""{"value":1}""", Encoding.UTF8, "application/json"),
            Headers = { { "If-None-Match", "*" } },
        };

        using var answer = await alone["node1"].Http.SendAsync(request);

        Assert.Equal(System.Net.HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Settings:Enabled", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"source\":\"local\"", await alone["node1"].Http.GetStringAsync(new Uri("/v1/settings/effective", UriKind.Relative)), StringComparison.Ordinal);
        await using var store = alone.OpenStore();
        Assert.Equal(0, await store.CountAsync("settings/", CancellationToken.None));
    }

    /// <summary>What is stored of the settings.</summary>
    private async Task<IReadOnlyList<StoreEntry>> ReadAsync()
    {
        await using var store = _cluster.OpenStore();
        return (await store.ListAsync("settings/", null, 1000, CancellationToken.None)).Entries;
    }

    /// <summary>As a restored backup does it: what is below the prefix is what was there then, under new revisions of the store.</summary>
    private async Task RestoreAsync(IReadOnlyList<StoreEntry> backup)
    {
        await using var store = _cluster.OpenStore();
        var now = await ReadAsync();
        var kept = backup.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        IEnumerable<StoreOperation> operations =
        [
            .. now.Where(e => !kept.Contains(e.Key)).Select(e => new StoreDelete(e.Key, StoreCondition.Any)),
            .. backup.Select(e => new StorePut(e.Key, e.Value, StoreCondition.Any)),
        ];

        // The head first: nobody must take what is half restored for a change.
        foreach (var some in operations.OrderBy(o => o.Key == SettingsEntries.Head ? 0 : 1).Chunk(64))
        {
            await store.CommitAsync(new StoreCommit(some), CancellationToken.None);
        }
    }

    private async Task<string> EventsAsync()
    {
        using var response = await _cluster.Agents["node1"].Http.GetAsync(new Uri("/v1/events?limit=1000", UriKind.Relative));
        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }
}
