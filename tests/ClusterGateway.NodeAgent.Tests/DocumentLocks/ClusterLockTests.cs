using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>Locks through the agents of a cluster: what one does, the next sees.</summary>
public abstract class ClusterLockTests(LockAgents agents)
{
    private const int Parallel = 200;

    private readonly IReadOnlyList<AgentHost> _agents = agents.Agents;

    [Theory]
    [MemberData(nameof(LockRow.InBothInterfaces), MemberType = typeof(LockRow))]
    public async Task Table_EachRow_OnAnAgentThatSawNothingBefore(string row, bool wopi)
    {
        var (held, operation, lockId, oldLockId, status, wopiStatus, told, after) = LockRow.All[row];
        var file = NewFile();
        using var first = new LockClient(_agents[0], wopi);
        using var second = new LockClient(_agents[1], wopi);
        using var third = new LockClient(_agents[2], !wopi);
        if (held is not null)
        {
            await first.LockAsync(file, held);
        }

        var reply = await second.SendAsync(operation, file, lockId, oldLockId);

        Assert.Equal(wopi ? wopiStatus : status, reply.Status);
        Assert.Equal(wopi || reply.Status == 409 ? told : reply.Told, reply.Told);
        Assert.Equal(after, await third.CurrentAsync(file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Life_OnEachAgentInTurn_IsSeenByTheVeryNextCall(bool wopi)
    {
        var file = NewFile();
        using var one = new LockClient(_agents[0], wopi);
        using var two = new LockClient(_agents[1], wopi);
        using var three = new LockClient(_agents[2], wopi);

        Assert.Equal(wopi ? 200 : 201, (await one.LockAsync(file, "a")).Status);
        Assert.Equal("a", await three.CurrentAsync(file));
        Assert.Equal(200, (await two.SendAsync("REFRESH_LOCK", file, "a")).Status);
        Assert.Equal(200, (await three.SendAsync("LOCK", file, "b", "a")).Status);
        Assert.Equal(new LockReply(409, "b"), await one.SendAsync("REFRESH_LOCK", file, "a"));
        Assert.Equal(new LockReply(409, "b"), await one.SendAsync("UNLOCK", file, "a"));
        Assert.Equal(wopi ? 200 : 204, (await two.SendAsync("UNLOCK", file, "b")).Status);
        Assert.Equal(new LockReply(409, ""), await three.SendAsync("UNLOCK", file, "b"));
        Assert.Equal(wopi ? 200 : 201, (await one.LockAsync(file, "c")).Status);
        Assert.Equal(new LockReply(409, "c"), await two.LockAsync(file, "d"));
    }

    [Fact]
    public async Task Lock_ManyAtOnce_OneWinsAndEachOtherIsToldTheWinner()
    {
        var file = NewFile();

        var replies = await AtOnceAsync((client, i) => client.LockAsync(file, $"id-{i}"));

        var winner = Assert.Single(replies, r => r.Status == 201);
        Assert.Equal(Parallel - 1, replies.Count(r => r == new LockReply(409, winner.Told)));
    }

    [Fact]
    public async Task Lock_ManyAtOnceUnderOneId_AllHoldIt()
    {
        var file = NewFile();

        var replies = await AtOnceAsync((client, _) => client.LockAsync(file, "shared"));

        Assert.Single(replies, r => r.Status == 201);
        Assert.Equal(Parallel - 1, replies.Count(r => r.Status == 200));
    }

    [Fact]
    public async Task Swap_OverAndOver_NeverLeavesTheFileUnlocked()
    {
        const int Swaps = 50;
        var file = NewFile();
        using var holder = new LockClient(_agents[0], wopi: true);
        using var reader = new LockClient(_agents[1], wopi: false);
        using var thief = new LockClient(_agents[2], wopi: true);
        await holder.LockAsync(file, "0");

        var swaps = SwapAsync();
        var stolen = new List<LockReply>();
        var seen = new List<string?>();
        do
        {
            stolen.Add(await thief.LockAsync(file, "thief"));
            seen.Add(await reader.CurrentAsync(file));
        }
        while (!swaps.IsCompleted);

        await swaps;
        Assert.All(stolen, reply => Assert.Equal(409, reply.Status));
        Assert.All(stolen.Select(reply => reply.Told).Concat(seen), id => Assert.InRange(int.Parse(id!), 0, Swaps));

        async Task SwapAsync()
        {
            for (var i = 0; i < Swaps; i++)
            {
                Assert.Equal(200, (await holder.SendAsync("LOCK", file, $"{i + 1}", $"{i}")).Status);
            }
        }
    }

    [Fact]
    public async Task Lock_AgentKilledAndClocksAnHourOff_StaysHeldForItsTime()
    {
        var early = await agents.AddAsync("early", new OtherClock(TimeSpan.FromHours(-1)));
        var late = await agents.AddAsync("late", new OtherClock(TimeSpan.FromHours(1)));
        var file = NewFile();
        using var taker = new LockClient(early, wopi: true);
        using var other = new LockClient(late, wopi: true);
        await taker.LockAsync(file, "mine");

        await early.KillAsync();

        Assert.Equal(new LockReply(409, "mine"), await other.LockAsync(file, "theirs"));
        using var app = late.Client(AgentHost.App);
        var view = (await app.GetFromJsonAsync($"/v1/locks/{file}", ContractsJson.Default.LockView))!;
        Assert.InRange(view.ExpiresIn.TotalSeconds, 1500, 1800);
        Assert.InRange(view.AcquiredAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await other.SendAsync("REFRESH_LOCK", file, "mine")).Status);
        view = (await app.GetFromJsonAsync($"/v1/locks/{file}", ContractsJson.Default.LockView))!;
        Assert.InRange(view.ExpiresIn.TotalSeconds, 1500, 1800);
        Assert.Equal(200, (await other.SendAsync("UNLOCK", file, "mine")).Status);
    }

    private async Task<LockReply[]> AtOnceAsync(Func<LockClient, int, Task<LockReply>> send)
    {
        LockClient[] clients = [.. _agents.Select(agent => new LockClient(agent, wopi: false))];
        var replies = await Task.WhenAll(Enumerable.Range(0, Parallel).Select(i => send(clients[i % clients.Length], i)));
        foreach (var client in clients)
        {
            client.Dispose();
        }

        return replies;
    }

    private static string NewFile() => $"{Guid.NewGuid():N}.docx";

    private sealed class OtherClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
