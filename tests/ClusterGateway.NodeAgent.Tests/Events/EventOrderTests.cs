using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.NodeAgent.Tests.Events;

/// <summary>Several agents write at once; whoever follows, in whatever way, sees every event once and in one order.</summary>
public abstract class EventOrderTests(StoreFixture fixture)
{
    private const int EachWrites = 40;
    private const string Last = "Finished";

    private static readonly string[] Nodes = ["node1", "node2", "node3"];

    [Fact]
    public async Task Follow_ConcurrentWriters_EveryEventOnceInOneOrder()
    {
        await using var cluster = await AgentCluster.StartAsync(fixture, Nodes);
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        Task<List<EventView>>[] readers =
        [
            Task.Run(() => PageAsync(cluster["node1"], "limit=7&wait=5s", bound.Token)),
            Task.Run(() => PageAsync(cluster["node2"], "limit=3", bound.Token)),
            Task.Run(() => StreamAsync(cluster["node3"], bound.Token)),
            Task.Run(() => StreamAsync(cluster["node1"], bound.Token)),
        ];

        await Task.WhenAll(Nodes.SelectMany(node => new[] { PostAsync(cluster[node], node), Task.Run(() => Append(cluster[node], node)) }));
        var expected = Nodes.SelectMany(n => Enumerable.Range(0, EachWrites).SelectMany(i => new[] { $"post-{n}-{i}", $"append-{n}-{i}" })).Order().ToList();
        await Eventually.TrueAsync(
            async () => (await AllAsync(cluster["node2"])).Count(IsOurs) == expected.Count, "what was written in the background is in the log");
        await WriteAsync(cluster["node1"], Last);

        var seen = await Eventually.CompletesAsync(Task.WhenAll(readers), "all readers saw the last event");
        var order = (await AllAsync(cluster["node1"])).Select(e => e.Id).TakeWhile(id => long.Parse(id) <= long.Parse(seen[0][^1].Id)).ToList();
        Assert.Equal(Enumerable.Range(1, order.Count).Select(n => $"{n}"), order);
        Assert.All(seen, events => Assert.Equal(order, events.Select(e => e.Id)));
        Assert.Equal(expected, seen[0].Where(IsOurs).Select(e => e.Type).Order());
        foreach (var writer in Nodes.SelectMany(n => new[] { $"post-{n}-", $"append-{n}-" }))
        {
            var own = seen[0].Where(e => e.Type.StartsWith(writer, StringComparison.Ordinal)).Select(e => e.Type);
            Assert.Equal(Enumerable.Range(0, EachWrites).Select(i => $"{writer}{i}"), own);
        }
    }

    private static bool IsOurs(EventView happened) => happened.Type.Contains("-node", StringComparison.Ordinal);

    private static async Task PostAsync(AgentHost agent, string node)
    {
        for (var i = 0; i < EachWrites; i++)
        {
            await WriteAsync(agent, $"post-{node}-{i}");
        }
    }

    private static void Append(AgentHost agent, string node)
    {
        var log = agent.Services.GetRequiredService<IEventLog>();
        for (var i = 0; i < EachWrites; i++)
        {
            log.Append(new EventRequest($"append-{node}-{i}"));
        }
    }

    private static async Task WriteAsync(AgentHost agent, string type)
    {
        using var answer = await agent.Http.PostAsJsonAsync("/v1/events", new EventRequest(type), ContractsJson.Default.EventRequest);
        Assert.Equal(201, (int)answer.StatusCode);
    }

    private static async Task<List<EventView>> AllAsync(AgentHost agent) =>
        [.. (await agent.Http.GetFromJsonAsync("/v1/events?limit=1000", ContractsJson.Default.PageEventView))!.Items];

    private static async Task<List<EventView>> PageAsync(AgentHost agent, string query, CancellationToken cancellationToken)
    {
        var seen = new List<EventView>();
        while (seen is not [.., { Type: Last }])
        {
            var after = seen is [.., var last] ? last.Id : "";
            var page = await agent.Http.GetFromJsonAsync($"/v1/events?{query}&after={after}", ContractsJson.Default.PageEventView, cancellationToken);
            seen.AddRange(page!.Items);
        }

        return seen;
    }

    private static async Task<List<EventView>> StreamAsync(AgentHost agent, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Add("Accept", "text/event-stream");
        using var response = await agent.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var seen = new List<EventView>();
        var parser = SseParser.Create(body, (_, data) => System.Text.Json.JsonSerializer.Deserialize(data, ContractsJson.Default.EventView)!);
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            seen.Add(item.Data);
            if (item.EventType == Last)
            {
                break;
            }
        }

        return seen;
    }
}
