using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class LinkEventTests
{
    [Fact]
    public async Task Events_TellWhatAnAuditorNeeds()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", null, ("ShareLinks:ClientAttempts", "2"), ("ShareLinks:PublicUrl", "https://portal.example/s/"));
        var app = new LinkCalls(agent.Client(AgentHost.App));
        var admin = new LinkCalls(agent.Client(AgentHost.Admin));
        var made = await app.CreateAsync(new ShareLinkRequest { Owner = "alice", Target = "t", Password = LinkCalls.Password, MaxDownloads = 1 });
        Assert.Equal("https://portal.example/s/" + made.Token, made.Url);
        foreach (var expected in (string[])["password-wrong", "password-wrong", "rate-limited", "rate-limited"])
        {
            Assert.Equal(expected, (await app.TryResolveAsync(made.Token, "wrong", "192.0.2.1")).Problem);
        }

        Assert.Equal(204, await app.ConsumeAsync((await app.GrantAsync(made.Token, LinkCalls.Password)).Grant));
        Assert.Equal(200, (await admin.PatchAsync(made.Id, """{"maxDownloads":5}""")).Status);
        Assert.Equal(204, (await admin.RevokeAsync(made.Id)).Status);

        (string Type, string? Actor)[] expectedEvents =
            [("LinkCreated", "app"), ("LinkGuessesLimited", null), ("LinkLimitReached", null), ("LinkChanged", "admin"), ("LinkRevoked", "admin")];
        await Eventually.TrueAsync(async () => (await EventsAsync()).Length >= expectedEvents.Length, "all events are written");
        var events = await EventsAsync();
        Assert.Equal(expectedEvents, events.Select(e => (e.Type, e.Actor)));
        Assert.All(events, e => Assert.Equal((made.Id, "node1"), (e.Detail, e.Node)));

        async Task<Contracts.Events.EventView[]> EventsAsync() =>
            [.. (await agent.Http.GetFromJsonAsync("/v1/events?limit=1000", ContractsJson.Default.PageEventView))!.Items.Where(e => e.Type.StartsWith("Link", StringComparison.Ordinal))];
    }
}
