using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Membership;

/// <summary>How a node's end is told.</summary>
public sealed class MembershipEventTests
{
    [Fact]
    public async Task Agent_StopsInOrder_HasLeft_AndIsNotLost()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2", "node3");
        var leaving = await cluster.PrimaryAsync();
        var others = cluster.Agents.Where(a => a != leaving).ToList();

        await leaving.StopAsync();

        var left = Assert.Single(await OfAsync(others[0], EventTypes.NodeLeft));
        Assert.Equal((leaving.Id, leaving.Id), (left.Node, left.Actor));
        Assert.True(left.Term > 0);
        // The next primary has looked by the time it tells of another one.
        await cluster.PrimaryAsync(others);
        var killed = others[1];
        await killed.KillAsync();
        await LostAsync(others[0], killed.Id);
        Assert.Equal([killed.Id], (await OfAsync(others[0], EventTypes.NodeLost)).Select(e => e.Node));
    }

    [Fact]
    public async Task PrimaryAndAnother_Killed_EachIsLostOnce_AlsoForTheNextPrimary()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2", "node3", "node4");
        var first = await cluster.PrimaryAsync();
        var others = cluster.Agents.Where(a => a != first).ToList();
        await others[0].KillAsync();
        await LostAsync(others[2], others[0].Id);

        await first.KillAsync();
        await cluster.PrimaryAsync(others[1], others[2]);
        await LostAsync(others[2], first.Id);

        Assert.Equal([others[0].Id, first.Id], (await OfAsync(others[2], EventTypes.NodeLost)).Select(e => e.Node));
    }

    [Fact]
    public async Task Node_ComesBackAndIsKilledAgain_IsLostAgain()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        var stays = cluster["node1"];
        for (var times = 1; times <= 2; times++)
        {
            var node = await cluster.AddAsync("node2");
            await Eventually.TrueAsync(async () => await node.StatusAsync("/readyz") == 200, "node2 joined");
            await node.KillAsync();

            var expected = times;
            await Eventually.TrueAsync(async () => (await OfAsync(stays, EventTypes.NodeLost)).Count == expected, $"lost {expected} times");
        }
    }

    [Fact]
    public async Task SecondProcess_Refused_TheFirstWarns_AndOneEventTellsWhoIsFirst()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        for (var times = 0; times < 2; times++)
        {
            await using var second = await AgentHost.StartAsync("node1", cluster.OpenStore());
            await Eventually.TrueAsync(() => second.ExitCode == AgentExit.DuplicateNode, "the second process gave up");
        }

        await Eventually.TrueAsync(
            async () => (await cluster["node2"].MembersAsync()).Items.Single(m => m.Id == "node1").Warnings.Any(w => w.Code == WarningCodes.DuplicateNode),
            "the other node shows the warning");
        Assert.Contains((await cluster["node1"].SelfAsync()).Warnings, w => w.Code == WarningCodes.DuplicateNode);
        var refused = Assert.Single(await OfAsync(cluster["node2"], EventTypes.NodeRefused));
        Assert.Contains(cluster["node1"].Url, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_Alone_WarnsUntilThereIsAnother()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        await Eventually.TrueAsync(async () => await WarnsAsync(cluster["node1"]), "node1 warns that it is alone");

        await cluster.AddAsync("node2");

        await Eventually.TrueAsync(async () => !await WarnsAsync(cluster["node1"]) && !await WarnsAsync(cluster["node2"]), "nobody warns any more");

        static async Task<bool> WarnsAsync(AgentHost agent) => (await agent.SelfAsync()).Warnings.Any(w => w.Code == WarningCodes.FewServingNodes);
    }

    private static Task LostAsync(AgentHost agent, string node) => Eventually.TrueAsync(
        async () => (await OfAsync(agent, EventTypes.NodeLost)).Any(e => e.Node == node), $"{node} is lost");

    private static async Task<IReadOnlyList<EventView>> OfAsync(AgentHost agent, string type) =>
        [.. (await agent.Http.GetFromJsonAsync("/v1/events?limit=1000", ContractsJson.Default.PageEventView))!.Items.Where(e => e.Type == type)];
}
