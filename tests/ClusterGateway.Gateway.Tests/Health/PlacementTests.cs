using System.Text.Json.Nodes;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Health;

public sealed class PlacementTests
{
    [Theory]
    [InlineData("RoundRobin")]
    [InlineData("LeastSessions")]
    [InlineData("PowerOfTwoChoices")]
    public async Task NodeIsBack_NewClients_GoThereBySlowStart(string policy)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await StartAsync([n1, n2], policy);
        Assert.InRange(await CountAsync(gateway, "n2", of: 100), 20, 80);

        n2.Self = n2.Self with { Health = NodeHealth.Unhealthy };
        await gateway.UntilAsync("n2", n => n.Health == NodeHealth.Unhealthy, "unhealthy");
        n2.Self = n2.Self with { Health = NodeHealth.Healthy };
        await gateway.UntilAsync("n2", n => n.Admission.Tier == PlacementTier.Healthy, "back");

        Assert.InRange(await CountAsync(gateway, "n2", of: 300), 1, 90);
    }

    /// <summary>All at once, and no agent tells anything new meanwhile.</summary>
    [Fact]
    public async Task LeastSessions_BurstOfNewClients_Spreads()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n1.Self = n1.Self with { Sessions = 40 };
        await using var gateway = await StartAsync([n1, n2], "LeastSessions");

        var nodes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => gateway.NodeThatAnswersAsync()));

        Assert.InRange(nodes.Count(node => node == "n2"), 120 - 10, 120 + 10);
    }

    /// <summary>n1 is ordinary, n2 the backup; the client comes before, during and after n1's absence.</summary>
    [Theory]
    [InlineData(null, "n2")]
    [InlineData("never", "n2")]
    [InlineData("drain", "n2")]
    [InlineData("immediate", "n1")]
    public async Task OrdinaryNodeIsBack_ClientOnTheBackup_StaysOrGoes(string? failback, string after)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n2.Self = n2.Self with { Tags = [NodeTags.Backup] };
        await using var gateway = await StartAsync([n1, n2], "RoundRobin", failback, affinity: true);
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync());

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unhealthy, "unhealthy");
        Assert.Equal("n2", await gateway.NodeThatAnswersAsync());
        n1.Self = n1.Self with { Health = NodeHealth.Degraded };
        await gateway.UntilAsync("n1", n => n.Admission.Tier == PlacementTier.Degraded, "back");

        Assert.Equal(after, await gateway.NodeThatAnswersAsync());
        Assert.Equal(after, await gateway.NodeThatAnswersAsync());
    }

    /// <summary>While only the agent of the ordinary node is away, its node is no reason to leave the backup.</summary>
    [Fact]
    public async Task Immediate_OrdinaryNodeIsUnknown_BackupKeepsItsClients()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n2.Self = n2.Self with { Tags = [NodeTags.Backup] };
        await using var gateway = await StartAsync([n1, n2], "RoundRobin", "immediate", affinity: true);
        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unhealthy, "unhealthy");
        Assert.Equal("n2", await gateway.NodeThatAnswersAsync());

        await n1.StopAgentAsync();
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unknown, "unknown");

        Assert.Equal("n2", await gateway.NodeThatAnswersAsync());
    }

    [Fact]
    public async Task NoLoadBalance_NobodyIsPlacedThere_WhateverElseIsDown()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n2.Self = n2.Self with { Tags = [NodeTags.NoLoadBalance] };
        await using var gateway = await StartAsync([n1, n2], "LeastSessions");
        Assert.Equal(0, await CountAsync(gateway, "n2", of: 20));

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unhealthy, "unhealthy");

        using var response = await gateway.Client.GetAsync("/");
        Assert.Equal(503, (int)response.StatusCode);
    }

    private static async Task<RunningGateway> StartAsync(FakeNodeAgent[] nodes, string policy, string? failback = null, bool affinity = false)
    {
        foreach (var node in nodes)
        {
            // Each tells of all: one whose agent is away is a member still.
            node.Members = () => [.. nodes.Select(n => n.View)];
        }

        var configuration = RunningGateway.Cluster(nodes[0]);
        configuration["ClusterGateway"]!["Probing"]!["Timeout"] = "10s";
        configuration["ClusterGateway"]!["LoadBalancing"] = new JsonObject { ["SlowStart"] = "1h" };
        var cluster = configuration["ReverseProxy"]!["Clusters"]!["nodes"]!;
        cluster["LoadBalancingPolicy"] = policy;
        if (affinity)
        {
            cluster["SessionAffinity"] = new JsonObject { ["Enabled"] = true, ["Policy"] = "ClientIp", ["AffinityKeyName"] = "k" };
        }

        if (failback is not null)
        {
            cluster["Metadata"] = new JsonObject { ["ClusterGateway.BackupFailback"] = failback };
        }

        var gateway = await RunningGateway.StartAsync(configuration);
        foreach (var node in nodes)
        {
            await gateway.UntilAsync(node.Self.Id, n => n.Self is not null, "probed");
        }

        await Eventually.TrueAsync(async () => (await gateway.Management.GetAsync("/readyz")).IsSuccessStatusCode, "ready");
        return gateway;
    }

    private static async Task<int> CountAsync(RunningGateway gateway, string node, int of)
    {
        var count = 0;
        for (var i = 0; i < of; i++)
        {
            count += await gateway.NodeThatAnswersAsync() == node ? 1 : 0;
        }

        return count;
    }
}
