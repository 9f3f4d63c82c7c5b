using System.Net;
using System.Net.Sockets;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Waiting;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Membership;

public sealed class MembershipTests
{
    [Fact]
    public async Task Newcomer_TakenIdOfALivingProcess_EndsWithCode4_TheOtherStays()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        var first = cluster["node1"];

        await using var second = await AgentHost.StartAsync("node1", cluster.OpenStore());

        await Eventually.TrueAsync(() => second.ExitCode == AgentExit.DuplicateNode, "the second process gave up");
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(200, await first.StatusAsync("/readyz"));
    }

    [Fact]
    public async Task Newcomer_TheOtherDoesNotAnswerButBeats_EndsWithCode4()
    {
        await using var cluster = new AgentCluster();
        await using var store = cluster.OpenStore();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var record = new MemberRecord { Id = "node1", Instance = "first", Agent = $"http://{silent.LocalEndpoint}" };
        var alive = RecordJson.Write(new AliveRecord("first", Health.Healthy, 0, []), MembershipJson.Default.AliveRecord);
        var beat = new StorePut(MemberKeys.AliveOf("node1"), alive, StoreCondition.Any, TimeSpan.FromMinutes(1));
        var member = new StorePut(MemberKeys.MemberOf("node1"), RecordJson.Write(record, MembershipJson.Default.MemberRecord), StoreCondition.Any);
        await store.CommitAsync(new StoreCommit(member, beat), CancellationToken.None);

        await using var clone = await AgentHost.StartAsync("node1", cluster.OpenStore());

        await Eventually.TrueAsync(
            async () =>
            {
                await store.CommitAsync(new StoreCommit(beat), CancellationToken.None);
                return clone.ExitCode == AgentExit.DuplicateNode;
            },
            "the clone gave up");
    }

    [Fact]
    public async Task Newcomer_EarlierProcessKilled_TakesOverAtOnce()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        await cluster["node1"].KillAsync();

        var again = await cluster.AddAsync("node1");

        await Eventually.TrueAsync(async () => await again.StatusAsync("/readyz") == 200, "the new process owns the node id");
        Assert.Equal(0, again.ExitCode);
    }

    [Fact]
    public async Task Member_Killed_IsDeadForTheOthers_NotGone()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        await cluster["node2"].KillAsync();

        await Eventually.TrueAsync(
            async () => (await cluster["node1"].MembersAsync()).Items.Single(m => m.Id == "node2") is { Serving: false, LastSeen: null },
            "node2 counts as dead");
    }

    [Fact]
    public async Task Agent_StoreAwayAtStart_IsLiveNotReady_AndJoinsLater()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        await using var late = await AgentHost.StartAsync("node2", cluster.OpenStore());
        late.Store.Cut();
        await Eventually.TrueAsync(async () => await late.StatusAsync("/readyz") == 503, "it is not ready");
        Assert.Equal(200, await late.StatusAsync("/livez"));

        late.Store.Heal();

        await Eventually.TrueAsync(async () => await late.StatusAsync("/readyz") == 200, "it is ready");
    }
}
