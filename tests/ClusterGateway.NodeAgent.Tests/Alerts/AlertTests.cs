using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

/// <summary>Whole agents, a real receiver, and what it is told when nodes die and come back.</summary>
public sealed class AlertTests
{
    [Fact]
    public async Task PrimaryKilled_IsToldOnceByTheNextOne_AndSoIsItsReturn()
    {
        await using var cluster = await AlertedCluster.StartAsync("node1", "node2", "node3");
        var dead = await cluster.PrimaryAsync();
        var term = (await dead.LeaderAsync())!.Term;

        await dead.KillAsync();
        await cluster.ToldAsync($"firing node-down {dead.Id}");

        var next = await cluster.PrimaryAsync([.. cluster.Agents.Where(a => a != dead)]);
        var told = cluster.Ops.Messages[0];
        Assert.Contains($"It was the primary in term {term}; {next.Id} took over in term {(await next.LeaderAsync())!.Term}", told.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(next.Id, told.Text("sender"));
        await Eventually.TrueAsync(
            async () => await AlertedCluster.OpenAsync(next) is [var open] && (open.Id, open.Code, open.Node) == (told.Id, AlertCodes.NodeDown, dead.Id), "it is open");

        await cluster.AddAsync(dead.Id);
        await cluster.ToldAsync($"firing node-down {dead.Id}", $"resolved node-down {dead.Id}");
        Assert.Equal(told.Id, cluster.Ops.Messages[1].Id);
        Assert.NotEqual(told.Headers["Idempotency-Key"], cluster.Ops.Messages[1].Headers["Idempotency-Key"]);
        await Eventually.TrueAsync(async () => (await AlertedCluster.EventsAsync(next)).Contains((EventTypes.AlertResolved, dead.Id)), "the log tells of both");
        Assert.Contains((EventTypes.AlertSent, dead.Id), await AlertedCluster.EventsAsync(next));
        await Eventually.TrueAsync(async () => (await AlertedCluster.OpenAsync(next)).Count == 0, "nothing is open any more");
    }

    [Fact]
    public async Task NextPrimary_RepeatsNothingAndResolvesWhatTheLastOneTold()
    {
        await using var cluster = await AlertedCluster.StartAsync("node1", "node2", "node3", "node4");
        var primary = await cluster.PrimaryAsync();
        var dead = cluster.Agents.Last(a => a != primary);
        await dead.KillAsync();
        await cluster.ToldAsync($"firing node-down {dead.Id}");

        // In order: nobody needs to hear of that.
        var sender = cluster.Agents.Single(a => a.Id == cluster.Ops.Messages[0].Text("sender"));
        await sender.StopAsync();
        await cluster.PrimaryAsync([.. cluster.Agents.Where(a => a != dead && a != sender)]);
        await cluster.AddAsync(dead.Id);

        await cluster.ToldAsync($"firing node-down {dead.Id}", $"resolved node-down {dead.Id}");
        Assert.NotEqual(sender.Id, cluster.Ops.Messages[1].Text("sender"));
        Assert.Equal(cluster.Ops.Messages[0].Id, cluster.Ops.Messages[1].Id);
    }

    [Fact]
    public async Task NobodyCanBePrimary_IsToldOnceAllTheSame()
    {
        await using var cluster = await AlertedCluster.StartAsync();
        var first = await cluster.AddAsync("node1", ("Node:Tags:0", "noFailover"), ("Alerts:NoPrimary", "2s"));
        var second = await cluster.AddAsync("node2", ("Node:Tags:0", "noFailover"), ("Alerts:NoPrimary", "2s"));

        await cluster.ToldAsync("firing no-primary");

        foreach (var agent in (AgentHost[])[first, second])
        {
            await Eventually.TrueAsync(
                async () => await AlertedCluster.OpenAsync(agent) is [{ Code: AlertCodes.NoPrimary, Waiting.Count: 0 }], $"{agent.Id} knows that it was told");
        }

        await cluster.ToldAsync("firing no-primary");
    }

    [Fact]
    public async Task PlannedWork_IsNotTold()
    {
        await using var cluster = await AlertedCluster.StartAsync("node1", "node2", "node3", "node4");
        var primary = await cluster.PrimaryAsync();
        var others = cluster.Agents.Where(a => a != primary).ToList();

        await others[0].StopAsync();
        await primary.SendAsync($"/v1/members/{others[1].Id}/maintenance");
        await Eventually.TrueAsync(
            async () => (await primary.MembersAsync()).Items.Single(m => m.Id == others[1].Id).AdministrativeState == Contracts.Nodes.AdministrativeState.Maintenance,
            "it is in maintenance");
        await others[1].KillAsync();
        await others[2].KillAsync();

        // The last one fell silent last: whatever there is to be told of the others would have come before.
        await cluster.ToldAsync($"firing node-down {others[2].Id}");
    }

    [Fact]
    public async Task ReceiverThatIsDown_GetsTheMessageWhenItIsBack()
    {
        await using var cluster = await AlertedCluster.StartAsync("node1", "node2", "node3");
        var primary = await cluster.PrimaryAsync();
        var dead = cluster.Agents.First(a => a != primary);
        await cluster.Ops.StopAsync();
        await dead.KillAsync();
        await Eventually.TrueAsync(async () => (await AlertedCluster.OpenAsync(primary)).Any(a => a.Waiting.Contains("ops")), "the message waits");

        await cluster.Ops.StartAsync();

        await cluster.ToldAsync($"firing node-down {dead.Id}");
        await Eventually.TrueAsync(async () => (await AlertedCluster.OpenAsync(primary)).All(a => a.Waiting.Count == 0), "nothing waits any more");
    }

    [Fact]
    public async Task ReceiverThatRefusesForGood_IsGivenUpAndAnEvent()
    {
        await using var cluster = await AlertedCluster.StartAsync("node1", "node2", "node3");
        cluster.Ops.Status = 404;
        var primary = await cluster.PrimaryAsync();
        var dead = cluster.Agents.First(a => a != primary);

        await dead.KillAsync();

        await Eventually.TrueAsync(async () => (await AlertedCluster.EventsAsync(primary)).Contains((EventTypes.AlertFailed, dead.Id)), "the log tells of it");
        await Eventually.TrueAsync(async () => (await AlertedCluster.OpenAsync(primary)).All(a => a.Waiting.Count == 0), "it is not tried again");
        var metrics = await primary.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Matches("clustergateway_alerts_sent_total\\{[^}]*code=\"node-down\",outcome=\"failed\"[^}]*\\} 1", metrics);
    }

    [Fact]
    public async Task ClaimOfAnAgentThatDiedBeforeItSent_IsSentUnderItsId()
    {
        await using var cluster = await AlertedCluster.StartAsync();
        await using var store = cluster.OpenStore();
        var claimed = new AlertRecord
        {
            Id = "claimed",
            Code = AlertCodes.NodeDown,
            Node = "node9",
            Summary = "node9 is down",
            Detail = "silent",
            Waiting = ["ops", "a channel that was removed"],
        };
        await store.CommitAsync(
            new StoreCommit(new StorePut("alerts/node-down/node9", RecordJson.Write(claimed, AlertRecordJson.Default.AlertRecord), StoreCondition.Absent)),
            CancellationToken.None);

        await cluster.AddAsync("node1");

        await cluster.ToldAsync("firing node-down node9", "resolved node-down node9");
        Assert.All(cluster.Ops.Messages, m => Assert.Equal("claimed", m.Id));
    }

    [Theory]
    [InlineData("true", AlertCodes.Failsafe)]
    [InlineData("false", AlertCodes.StoreUnreachable)]
    public async Task StoreAway_IsToldByOne_AndItsReturnOnce(string failsafe, string code)
    {
        await using var cluster = await AlertedCluster.StartAsync();
        foreach (var id in (string[])["node1", "node2", "node3"])
        {
            // A lease that a busy machine keeps: who loses it is not primary without the store either.
            await cluster.AddAsync(
                id, ("Leadership:Failsafe", failsafe), ("Leadership:Lease", "8s"), ("Leadership:Renew", "1s"), ("Leadership:Deadline", "5s"),
                ("Alerts:StoreUnreachable", "8s"));
        }

        await cluster.SettledAsync();
        foreach (var agent in cluster.Agents)
        {
            agent.Store.Cut();
        }

        await cluster.ToldAsync($"firing {code}");
        foreach (var agent in cluster.Agents)
        {
            agent.Store.Heal();
        }

        await cluster.ToldAsync($"firing {code}", $"resolved {code}");
        Assert.Equal(cluster.Ops.Messages[0].Id, cluster.Ops.Messages[1].Id);
        await using var store = cluster.OpenStore();
        var kept = (await store.ListAsync("alerts/", null, 10, CancellationToken.None)).Entries.Select(e => RecordJson.Read(e, AlertRecordJson.Default.AlertRecord));
        Assert.Equal([code], kept.Select(r => r.Code));
    }
}
