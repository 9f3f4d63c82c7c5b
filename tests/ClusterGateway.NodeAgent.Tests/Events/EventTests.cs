using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;
using ClusterGateway.Testing.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ClusterGateway.NodeAgent.Tests.Events;

public sealed class EventTests
{
    [Fact]
    public async Task Write_ManyWritersAtOnce_ReadersMissNothingAndSeeOneOrder()
    {
        // A round trip to the store takes its time, so that every writer loses many races.
        var store = new SwitchableStore(new InMemoryStore(new StoreOptions("test", ""), TimeProvider.System)) { Latency = TimeSpan.FromMilliseconds(1) };
        var entries = new EventEntries(store, TimeProvider.System);
        var writers = Task.WhenAll(Enumerable.Range(0, 25).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 8; i++)
            {
                await entries.WriteAsync([new PendingEvent(new EventRequest($"{w}-{i}"), null, 0)], CancellationToken.None);
            }
        })));

        var seen = new List<EventView>();
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.False(writers.IsFaulted, $"a writer gave up: {writers.Exception?.InnerException?.Message}");
                seen.AddRange(await entries.ReadAsync(seen.Count, 1000, CancellationToken.None));
                return seen.Count == 200;
            },
            "the reader saw all events");

        await writers;
        Assert.Equal(Enumerable.Range(1, 200).Select(n => $"{n}"), seen.Select(e => e.Id));
        Assert.Equal(200, seen.Select(e => e.Type).Distinct().Count());
    }

    [Fact]
    public async Task Append_StoreAway_WaitsAndIsWrittenOnce()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        var agent = cluster["node1"];
        agent.Store.Cut();

        agent.Services.GetRequiredService<IEventLog>().Append(new EventRequest("Waited"));
        agent.Store.Heal();

        await Eventually.TrueAsync(async () => (await ReadAsync(agent, "")).Any(e => e.Type == "Waited"), "the event is in the log");
        Assert.Single(await ReadAsync(agent, ""), e => e.Type == "Waited");
    }

    [Fact]
    public async Task Get_AfterAndWait_AnswersTheNextEvent()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        using var first = await cluster["node1"].Http.PostAsJsonAsync("/v1/events", new EventRequest("First"), ContractsJson.Default.EventRequest);
        Assert.Equal(201, (int)first.StatusCode);
        var id = (await first.Content.ReadFromJsonAsync(ContractsJson.Default.EventView))!.Id;

        var poll = cluster["node2"].Http.GetFromJsonAsync($"/v1/events?after={id}&wait=20s", ContractsJson.Default.PageEventView);
        using var second = await cluster["node1"].Http.PostAsJsonAsync("/v1/events", new EventRequest("Second"), ContractsJson.Default.EventRequest);

        var page = await Eventually.CompletesAsync(poll, "the long poll was answered");
        Assert.NotEmpty(page!.Items);
        Assert.All(page.Items, e => Assert.True(long.Parse(e.Id) > long.Parse(id)));
    }

    [Fact]
    public async Task Get_EventStream_GoesOnBehindTheLastId()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        var agent = cluster["node1"];
        using var posted = await agent.Http.PostAsJsonAsync("/v1/events", new EventRequest("First"), ContractsJson.Default.EventRequest);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Add("Accept", "text/event-stream");
        request.Headers.Add("Last-Event-ID", (await posted.Content.ReadFromJsonAsync(ContractsJson.Default.EventView))!.Id);
        using var response = await agent.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var stream = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();

        using var second = await agent.Http.PostAsJsonAsync("/v1/events", new EventRequest("Second"), ContractsJson.Default.EventRequest);

        Assert.True(await Eventually.CompletesAsync(stream.MoveNextAsync().AsTask(), "the stream brought an event"));
        Assert.Equal("Second", stream.Current.EventType);
        Assert.Contains("\"type\":\"Second\"", stream.Current.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_CursorWasPruned_Is410()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", time: null, ("Events:Retention", "100"));
        await cluster.SettledAsync();
        var entries = agent.Services.GetRequiredService<EventEntries>();
        for (var i = 0; i < 5; i++)
        {
            var batch = Enumerable.Range(0, 50).Select(n => new PendingEvent(new EventRequest($"{i}-{n}"), null, 0)).ToList();
            await entries.WriteAsync(batch, CancellationToken.None);
        }

        var trimmer = agent.Services.GetServices<IHostedService>().OfType<EventTrimmer>().Single();
        await trimmer.TrimAsync(CancellationToken.None);

        Assert.Equal(410, await agent.StatusAsync("/v1/events?after=1"));
        Assert.Equal(100, (await ReadAsync(agent, "?limit=1000")).Count(e => EventKinds.Of(e.Type) == EventKind.Application));
    }

    private static async Task<IReadOnlyList<EventView>> ReadAsync(AgentHost agent, string query) =>
        (await agent.Http.GetFromJsonAsync("/v1/events" + query, ContractsJson.Default.PageEventView))!.Items;
}
