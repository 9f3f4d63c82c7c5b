using System.Net.Http.Json;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Http;

/// <summary>A burst of applications' calls waits before the store, where the lease is renewed, and not in it.</summary>
public sealed class CallLimitTests
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inStore;
    private int _most;

    [Fact]
    public async Task Calls_MoreThanTheLimit_WaitForTheirTurnAndAreAllAnswered()
    {
        await using var cluster = new AgentCluster();
        var agent = await StartAsync(cluster, ("Store:Calls", "2"), ("Store:WaitingCalls", "50"));

        var calls = Enumerable.Range(0, 20).Select(i => LockAsync(agent, $"{i}")).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref _inStore) == 2, "as many calls as the limit allows were in the store");
        Assert.Equal(200, await agent.StatusAsync("/v1/self"));
        _go.SetResult();

        Assert.All(await Task.WhenAll(calls), status => Assert.Equal(201, status));
        Assert.Equal(2, _most);
    }

    [Fact]
    public async Task Calls_MoreThanMayWait_AreRefusedAndTheAgentStaysPrimary()
    {
        await using var cluster = new AgentCluster();
        var agent = await StartAsync(cluster, ("Store:Calls", "1"), ("Store:WaitingCalls", "0"));
        var first = LockAsync(agent, "first");
        await Eventually.TrueAsync(() => Volatile.Read(ref _inStore) == 1, "the first call was in the store");

        using var refused = await agent.Client(AgentHost.App).PostAsJsonAsync("/v1/locks/second", new { lockId = "a" });

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(200, await agent.StatusAsync("/primary"));
        _go.SetResult();
        Assert.Equal(201, await first);
    }

    private async Task<AgentHost> StartAsync(AgentCluster cluster, params (string Key, string Value)[] settings)
    {
        var agent = await cluster.AddAsync("node1", null, settings);
        await cluster.SettledAsync();
        agent.Store.BeforeCommit = async commit =>
        {
            if (!commit.Operations[0].Key.StartsWith("locks/", StringComparison.Ordinal))
            {
                return;
            }

            var now = Interlocked.Increment(ref _inStore);
            InterlockedMax(ref _most, now);
            await _go.Task;
            Interlocked.Decrement(ref _inStore);
        };
        return agent;
    }

    private static async Task<int> LockAsync(AgentHost agent, string file)
    {
        using var answer = await agent.Client(AgentHost.App).PostAsJsonAsync($"/v1/locks/{file}", new { lockId = "a" });
        return (int)answer.StatusCode;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
