using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Screening;

/// <summary>What screening does on every store, through three agents whose clocks differ. Each test has addresses and a scope of its own.</summary>
public abstract class ScreeningTests
{
    private static readonly string[] Nodes = ["node1", "node2", "node3"];
    private static int _next;

    private readonly IAgents _agents;
    private readonly string _scope = $"s{Guid.NewGuid():N}";
    private readonly string _net = $"10.{Interlocked.Increment(ref _next)}.0.";

    private protected ScreeningTests(IAgents agents) => _agents = agents;

    [Fact]
    public async Task Failures_OnAnyNodes_BlockAtTheLimit_ForAll_WithAnEvent()
    {
        var answers = new List<AttemptView>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await TryAsync(Nodes[i % 3], "failure", "1", account: $"user{i}", secret: "x"));
        }

        Assert.All(answers[..9], answer => Assert.Equal(new AttemptView(ScreeningVerdict.Allow, default), answer));
        Assert.Equal(new AttemptView(ScreeningVerdict.Block, TimeSpan.FromMinutes(10)), answers[9]);
        foreach (var node in Nodes)
        {
            var block = await BlockAsync(node, "1");
            Assert.Equal((_scope, "screening"), (block!.Scope, block.Actor));
            Assert.InRange(block.ExpiresIn!.Value.TotalSeconds, 500, 600);
            var again = await TryAsync(node, "attempt", "1");
            Assert.Equal(ScreeningVerdict.Block, again.Decision);
            Assert.InRange(again.RetryAfter.TotalSeconds, 500, 600);
        }

        Assert.Equal(ScreeningVerdict.Allow, (await TryAsync("node1", "failure", "2")).Decision);
        await Eventually.TrueAsync(
            async () => (await _agents.SendAsync("node2", "GET", "/v1/events?limit=1000")).Body.Contains($"{_net}1/32", StringComparison.Ordinal), "the block is an event");
    }

    [Fact]
    public async Task Attempts_InParallelOnAllNodes_NoMoreThanTheLimitAreAllowed()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => TryAsync(Nodes[i % 3], "attempt", "1", "alice", $"guess{i}"))));

        Assert.Equal(10, answers.Count(answer => answer.Decision == ScreeningVerdict.Allow));
        Assert.NotNull(await BlockAsync("node3", "1"));
    }

    [Fact]
    public async Task SameWrongPassword_CountsOnce_UntilAnotherIsTried()
    {
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(ScreeningVerdict.Allow, (await TryAsync(Nodes[i % 3], i % 2 == 0 ? "failure" : "attempt", "1", "alice", "old password")).Decision);
        }

        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(ScreeningVerdict.Allow, (await TryAsync(Nodes[i % 3], "failure", "1", "alice", $"guess{i}")).Decision);
        }

        Assert.Equal(ScreeningVerdict.Block, (await TryAsync("node1", "failure", "1", "alice", "last")).Decision);
    }

    [Fact]
    public async Task AccountUnderAttack_StrangersHaveOneTry_TheOwnerGoesOn()
    {
        Assert.Equal(ScreeningVerdict.Allow, (await TryAsync("node1", "success", "200", "Alice")).Decision);
        for (var i = 0; i < 49; i++)
        {
            Assert.Equal(ScreeningVerdict.Allow, (await TryAsync(Nodes[i % 3], "failure", $"{i}", "alice", $"guess{i}")).Decision);
        }

        Assert.Equal(ScreeningVerdict.Block, (await TryAsync("node1", "failure", "49", "alice", "guess")).Decision);
        Assert.Equal(ScreeningVerdict.Allow, (await TryAsync("node2", "attempt", "50", "ALICE ", "guess")).Decision);
        Assert.Equal(ScreeningVerdict.Block, (await TryAsync("node3", "attempt", "50", "alice", "another")).Decision);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(ScreeningVerdict.Allow, (await TryAsync(Nodes[i % 3], "failure", "200", "alice", $"typo{i}")).Decision);
        }

        Assert.Equal(ScreeningVerdict.Allow, (await TryAsync("node2", "success", "200", "alice", "right")).Decision);
        Assert.Null(await BlockAsync("node2", "200"));
    }

    [Fact]
    public async Task Success_TakesBackItsOwnFailures_AndNobodyElses()
    {
        await TimesAsync(5, i => TryAsync(Nodes[i % 3], "failure", "1", $"victim{i}", "guess"));
        await TimesAsync(4, i => TryAsync(Nodes[i % 3], "failure", "1", "own", $"typo{i}"));
        await TryAsync("node1", "success", "1", "own", "right");

        // The log-in to an account of the attacker's own does not buy further guesses: five of ten are left, not nine.
        await TimesAsync(4, i => TryAsync(Nodes[i % 3], "failure", "1", $"further{i}", "guess"));
        Assert.Equal(ScreeningVerdict.Block, (await TryAsync("node3", "failure", "1", "victim", "last")).Decision);
    }

    [Fact]
    public async Task Block_AfterABlock_IsTwiceAsLong_UnlessAPersonTookItAway()
    {
        await GuessAsync(10);
        await using (var store = _agents.Cluster.OpenStore())
        {
            // As if its time were over.
            await store.CommitAsync(new Storage.StoreCommit(new Storage.StoreDelete($"screening/blocks/{Uri.EscapeDataString($"{_net}1/32")}", default)), default);
        }

        Assert.Equal(TimeSpan.FromMinutes(20), (await GuessAsync(10)).RetryAfter.Value);
        Assert.Equal(204, (await ChangeAsync("DELETE", $"{_net}1")).Code);
        Assert.Equal(404, (await ChangeAsync("DELETE", $"{_net}1")).Code);
        Assert.Equal(TimeSpan.FromMinutes(10), (await GuessAsync(10)).RetryAfter.Value);
    }

    [Fact]
    public async Task Blocks_OfPeople_HaveReasonAndEnd_AndHoldWhatIsInside()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(2);
        var made = await ChangeAsync("PUT", $"{_net}0/24", new BlockRequest { Reason = "scans", Until = until });
        var view = made.Read(ContractsJson.Default.BlockView);
        Assert.Equal((201, $"{_net}0/24", "scans", null, "admin"), (made.Code, view.Cidr, view.Reason, view.Scope, view.Actor));
        Assert.InRange(view.ExpiresIn!.Value.TotalSeconds, 7000, 7200);
        await Eventually.TrueAsync(
            async () => (await TryAsync("node2", "attempt", "77")).Decision == ScreeningVerdict.Block, "an address inside of it is blocked on another node");

        var changed = await ChangeAsync("PUT", $"{_net}9/24", new BlockRequest { Reason = "for ever" });
        Assert.Equal((200, null), (changed.Code, changed.Read(ContractsJson.Default.BlockView).Until));
        await Eventually.TrueAsync(
            async () => (await TryAsync("node3", "attempt", "77")).RetryAfter.Value == TimeSpan.FromDays(1), "it has no end on another node");
        Assert.Equal(204, (await ChangeAsync("DELETE", $"{_net}0/24")).Code);
    }

    [Theory]
    [InlineData("127.0.0.0/8", 409)]
    [InlineData("::1/128", 409)]
    [InlineData("0.0.0.0/0", 400)]
    [InlineData("8.0.0.0/7", 400)]
    [InlineData("::/0", 400)]
    [InlineData("nonsense", 400)]
    [InlineData("192.0.2.0/33", 400)]
    public async Task Block_WhatMustNotBe_IsRefused(string network, int status) =>
        Assert.Equal(status, (await ChangeAsync("PUT", network, new BlockRequest { Reason = "r" })).Code);

    [Theory]
    [InlineData("""{"scope":"a b","ip":"192.0.2.1","outcome":"failure"}""")]
    [InlineData("""{"scope":"web","ip":"example","outcome":"failure"}""")]
    [InlineData("""{"scope":"web","ip":"192.0.2.1","outcome":"hunter2"}""")]
    [InlineData("""{"scope":"web","ip":"192.0.2.1"}""")]
    [InlineData("""{"scope":"web","ip":"192.0.2.1","outcome":"failure","secret":["hunter2"]}""")]
    public async Task Attempt_Wrong_Is400_AndRepeatsNothing(string body)
    {
        var answer = await _agents.SendAsync("node1", "POST", "/v1/screening/attempts", body);

        Assert.Equal(400, answer.Code);
        Assert.DoesNotContain("hunter2", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WaitsForTheNextChange_OnAnyNode()
    {
        var before = await ListAsync("node2");
        var waiting = _agents.SendAsync("node2", "GET", $"/v1/screening/blocks?since={before.Revision}&wait=30s", token: AgentHost.Gateway);
        await ChangeAsync("PUT", $"{_net}5", new BlockRequest { Reason = "r" });

        var after = (await waiting).Read(ContractsJson.Default.BlockListView);
        Assert.NotEqual(before.Revision, after.Revision);
        await Eventually.TrueAsync(async () => (await ListAsync("node2")).Items.Any(block => block.Cidr == $"{_net}5/32"), "the block is listed");
    }

    [Fact]
    public async Task AccountsAndSecrets_AreNotInTheStore()
    {
        await TryAsync("node1", "failure", "1", "canary-account", "canary-secret");

        await using var store = _agents.Cluster.OpenStore();
        string? after = null;
        do
        {
            var page = await store.ListAsync("screening", after, 1000, default);
            Assert.DoesNotContain(page.Entries, entry => (entry.Key + System.Text.Encoding.UTF8.GetString(entry.Value.Span)).Contains("canary", StringComparison.OrdinalIgnoreCase));
            after = page.Next;
        }
        while (after is not null);
    }

    private static async Task TimesAsync(int times, Func<int, Task<AttemptView>> attempt)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(ScreeningVerdict.Allow, (await attempt(i)).Decision);
        }
    }

    private async Task<AttemptView> GuessAsync(int times)
    {
        AttemptView? last = null;
        for (var i = 0; i < times; i++)
        {
            last = await TryAsync(Nodes[i % 3], "failure", "1");
        }

        return last!;
    }

    private async Task<AttemptView> TryAsync(string node, string outcome, string host, string? account = null, string? secret = null)
    {
        var body = JsonSerializer.Serialize(new { scope = _scope, ip = _net + host, outcome, account, secret });
        var answer = await _agents.SendAsync(node, "POST", "/v1/screening/attempts", body);
        Assert.True(answer.Code == 200, answer.Body);
        return answer.Read(ContractsJson.Default.AttemptView);
    }

    private Task<Answer> ChangeAsync(string method, string network, BlockRequest? request = null) => _agents.SendAsync(
        "node1", method, $"/v1/screening/blocks/{Uri.EscapeDataString(network)}",
        request is null ? null : JsonSerializer.Serialize(request, ContractsJson.Default.BlockRequest), AgentHost.Admin);

    private async Task<BlockListView> ListAsync(string node) =>
        (await _agents.SendAsync(node, "GET", "/v1/screening/blocks")).Read(ContractsJson.Default.BlockListView);

    /// <summary>As the node lists it, once it has read all that is stored by now.</summary>
    private async Task<BlockView?> BlockAsync(string node, string host)
    {
        await using var store = _agents.Cluster.OpenStore();
        var revision = (await store.GetAsync("screening/head", default))?.Revision ?? 0;
        await Eventually.TrueAsync(async () => (await ListAsync(node)).Revision >= revision, $"{node} has read the blocks");
        return (await ListAsync(node)).Items.SingleOrDefault(block => block.Cidr == $"{_net}{host}/32");
    }
}
