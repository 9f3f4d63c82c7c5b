using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Sessions;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

/// <summary>Lists that are much larger than a page.</summary>
public abstract class LargeListTests(StoreFixture fixture, int entries)
{
    private const int PageSize = 1000;

    [Fact]
    public async Task List_OfVeryMany_IsReadInPages_AndNothingHoldsMoreThanOne()
    {
        var options = fixture.NewCluster();
        await FillAsync(fixture.Open(options));
        var store = new RecordingStore(fixture.Open(options));
        await using var agent = await AgentHost.StartAsync("node1", store, settings: ("Housekeeping:Interval", "100ms"));
        using var http = agent.Client(AgentHost.App);

        var (seen, last) = (0, "");
        string? after = null;
        do
        {
            var page = await PageAsync(http, $"/v1/sessions?node=node1&limit={PageSize}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}");
            Assert.True(page.Items.Count == PageSize || page.Next is null, "a page is full unless it is the last");
            foreach (var session in page.Items)
            {
                Assert.True(string.CompareOrdinal(session.Id, last) > 0, $"{session.Id} comes behind {last}");
                (seen, last) = (seen + 1, session.Id);
            }

            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(entries, seen);
        Assert.InRange(store.LargestPage, 1, PageSize);
        await Eventually.TrueAsync(async () => (await agent.SelfAsync()).Sessions == entries, "all of them were counted");
    }

    private async Task FillAsync(IClusterStore store)
    {
        await using (store)
        {
            for (var i = 0; i < entries; i += StoreCommit.MaxOperations)
            {
                var puts = Enumerable.Range(i, Math.Min(StoreCommit.MaxOperations, entries - i)).Select(Put);
                await store.CommitAsync(new StoreCommit([.. puts]) { Quiet = true }, CancellationToken.None);
            }
        }
    }

    private static StorePut Put(int number)
    {
        var record = new SessionRecord($"session-{number:D9}", "ann", "node1", "i1");
        var value = RecordJson.Write(record, SessionRecordJson.Default.SessionRecord);
        return new StorePut(SessionKeys.ByNode("node1") + record.Id, value, StoreCondition.Any, TimeSpan.FromHours(1));
    }

    private static async Task<Page<SessionView>> PageAsync(HttpClient http, string path)
    {
        await using var body = await http.GetStreamAsync(new Uri(path, UriKind.Relative));
        return (await JsonSerializer.DeserializeAsync(body, ContractsJson.Default.PageSessionView))!;
    }
}
