using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Dashboard;

public sealed class LiveTests
{
    [Fact]
    public async Task Stream_SendsEverySectionOnce_ThenOnlyThoseThatChange()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        using var visitor = await Visitor.SignedInAsync(gateway);
        using var response = await visitor.SendAsync(StreamRequest());
        await using var events = Read(response);
        string[] sections = ["headline", "summary", "lease", "nodes", "events", "gateways", "shared"];

        // The gateway's own report, which comes some seconds after its start, is the last thing that changes by itself.
        var before = await UntilQuietAsync(events, ticks: 5);
        n2.Self = n2.Self with { Health = NodeHealth.Unhealthy };
        var after = new List<SseItem<string>>();
        while (!after.Any(item => item.EventType == "nodes"))
        {
            after.Add(await NextAsync(events));
        }

        Assert.Equal(sections, before.Select(item => item.EventType).Where(type => type != "time").Distinct());
        Assert.Contains(after, item => item.EventType == "headline" && item.Data.Contains("n2: down", StringComparison.Ordinal));
        Assert.Contains("<strong>Down</strong>", after[^1].Data, StringComparison.Ordinal);
        Assert.All(after, item => Assert.Contains(item.EventType, (string[])["time", "headline", "nodes"]));
    }

    [Fact]
    public async Task Stream_NotSignedIn_IsRefused()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = new Visitor(gateway);

        using var response = await visitor.SendAsync(StreamRequest());

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Stream_GatewayStops_EndsAtOnce()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);
        using var response = await visitor.SendAsync(StreamRequest());
        await using var events = Read(response);
        await NextAsync(events);

        // Were it waited for, this would take the 30 s of Shutdown:Timeout.
        await Eventually.CompletesAsync(gateway.StopAsync(), "the gateway stopped", TimeSpan.FromSeconds(20));

        await Eventually.CompletesAsync(ToEndAsync(events), "the stream ended");
    }

    private static HttpRequestMessage StreamRequest() =>
        new(HttpMethod.Get, "/live") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } } };

    private static IAsyncEnumerator<SseItem<string>> Read(HttpResponseMessage response) =>
        SseParser.Create(response.Content.ReadAsStream()).EnumerateAsync().GetAsyncEnumerator();

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await Eventually.CompletesAsync(events.MoveNextAsync().AsTask(), "something came"));
        return events.Current;
    }

    /// <summary>Everything until nothing but the time came, so many times in a row.</summary>
    private static async Task<List<SseItem<string>>> UntilQuietAsync(IAsyncEnumerator<SseItem<string>> events, int ticks)
    {
        var all = new List<SseItem<string>>();
        for (var quiet = 0; quiet < ticks; quiet = all[^1].EventType == "time" ? quiet + 1 : 0)
        {
            all.Add(await NextAsync(events));
        }

        return all;
    }

    private static async Task ToEndAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        while (await events.MoveNextAsync())
        {
            // What was on its way.
        }
    }
}
