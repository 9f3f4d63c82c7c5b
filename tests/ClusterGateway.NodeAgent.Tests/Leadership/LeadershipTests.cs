using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class LeadershipTests
{
    [Fact]
    public async Task Primary_Killed_AnotherTakesOverWithAHigherTerm()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2", "node3");
        var before = await cluster.PrimaryAsync();
        var term = (await before.SelfAsync()).Term;

        await before.KillAsync();

        var others = cluster.Agents.Where(a => a != before).ToList();
        var after = await cluster.PrimaryAsync(others);
        Assert.NotEqual(before.Id, after.Id);
        Assert.True((await after.SelfAsync()).Term > term);
        Assert.Equal(503, await after.StatusAsync($"/primary?term={term}"));
    }

    [Fact]
    public async Task Primary_StoppedOnPurpose_HandsOverBeforeTheLeaseWouldExpire()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var before = await cluster.PrimaryAsync();
        var after = cluster.Agents.Single(a => a != before);
        var stopping = before.StopAsync();

        await Eventually.TrueAsync(async () => await after.StatusAsync("/primary") == 200, "the other agent became primary");

        await stopping;
        var events = await EventsAsync(after);
        Assert.Contains(events, e => e.Type == "PrimaryReleased" && e.Node == before.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Primary_StoppedAndTheReleaseHasNoAnswer_TriesAgain(bool tookEffect)
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var before = await cluster.PrimaryAsync();
        var after = cluster.Agents.Single(a => a != before);
        var term = (await before.SelfAsync()).Term;
        await using var store = cluster.OpenStore();
        var releases = 0;
        before.Store.BeforeCommit = async commit =>
        {
            if (commit.Operations[0] is StoreDelete { Key: LeaderKeys.Lease } && Interlocked.Increment(ref releases) == 1)
            {
                if (tookEffect)
                {
                    await store.CommitAsync(commit, CancellationToken.None);
                }

                throw new StoreUnavailableException("no answer to the release");
            }
        };

        await before.StopAsync();

        await Eventually.TrueAsync(
            async () => (await EventsAsync(after)).Any(e => e.Type == "PrimaryReleased" && e.Node == before.Id), "the release was told");
        var told = Assert.Single(await EventsAsync(after), e => e.Type == "PrimaryReleased");
        Assert.Equal(term, told.Term);
        Assert.DoesNotContain("ran out", told.Reason, StringComparison.Ordinal);
        Assert.Equal(tookEffect ? 1 : 2, releases);
    }

    [Fact]
    public async Task Primary_CutOffFromTheStore_StepsDownStaysAliveAndServes()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var before = await cluster.PrimaryAsync();
        var after = cluster.Agents.Single(a => a != before);

        before.Store.Cut();

        await Eventually.TrueAsync(async () => await before.StatusAsync("/primary") == 503, "the primary without a store stepped down");
        Assert.Equal(200, await before.StatusAsync("/livez"));
        Assert.Equal(503, await before.StatusAsync("/readyz"));
        Assert.Equal(200, await before.StatusAsync("/read-only"));
        Assert.Equal(2, (await before.MembersAsync()).Items.Count);
        await Eventually.TrueAsync(async () => await after.StatusAsync("/primary") == 200, "the other agent became primary");

        before.Store.Heal();
        await Eventually.TrueAsync(async () => await before.StatusAsync("/readyz") == 200, "the healed agent is ready");
        Assert.Equal(after.Id, (await cluster.PrimaryAsync()).Id);
    }

    [Fact]
    public async Task Primary_RenewalWithoutAnAnswerTakesEffectLate_StaysPrimary()
    {
        await using var cluster = new AgentCluster();
        (string Key, string Value)[] patient = [("Leadership:Lease", "24s"), ("Leadership:Deadline", "15s")];
        await cluster.AddAsync("node1", time: null, patient);
        await cluster.AddAsync("node2", time: null, patient);
        var primary = await cluster.PrimaryAsync();
        var term = (await primary.SelfAsync()).Term;
        await using var store = cluster.OpenStore();
        var (late, tookEffect) = (0, false);
        primary.Store.BeforeCommit = async commit =>
        {
            if (commit.Operations[0] is StorePut { Key: LeaderKeys.Lease } && Interlocked.Increment(ref late) == 1)
            {
                tookEffect = (await store.CommitAsync(commit, CancellationToken.None)).Committed;
            }
        };

        await Eventually.TrueAsync(() => Volatile.Read(ref late) > 3, "the lease was renewed again");

        Assert.True(tookEffect);
        Assert.Equal(200, await primary.StatusAsync($"/primary?term={term}"));
        Assert.DoesNotContain(await EventsAsync(primary), e => e.Type == "LeaseLost");
    }

    [Fact]
    public async Task Primary_WallClockJumps_IsPrimaryAgainInTheSameTermAfterARenewal()
    {
        await using var cluster = new AgentCluster();
        var time = new JumpingTime();
        var agent = await cluster.AddAsync("node1", time);
        await Eventually.TrueAsync(async () => await agent.StatusAsync("/primary") == 200, "the only agent became primary");
        var term = (await agent.SelfAsync()).Term;

        time.Jump(TimeSpan.FromHours(1));

        await Eventually.TrueAsync(async () => await agent.StatusAsync($"/primary?term={term}") == 200, "it is primary again in the same term");
    }

    [Fact]
    public async Task Switchover_ToANamedNode_MovesTheRoleThere()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2", "node3");
        var before = await cluster.PrimaryAsync();
        var target = cluster.Agents.Last(a => a != before);

        using var refused = await before.Http.PostAsJsonAsync("/v1/leader/switchover", new SwitchoverRequest("nobody"), ContractsJson.Default.SwitchoverRequest);
        using var accepted = await target.Http.PostAsJsonAsync("/v1/leader/switchover", new SwitchoverRequest(target.Id), ContractsJson.Default.SwitchoverRequest);

        Assert.Equal(409, (int)refused.StatusCode);
        Assert.Equal(202, (int)accepted.StatusCode);
        await Eventually.TrueAsync(async () => await cluster.AgreedPrimaryAsync() == target.Id, "the named node became primary");
    }

    [Fact]
    public async Task Switchover_AdminRequestsRun_IsDoneWhenTheGatewayTellsThatNoneIsLeft()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var before = await cluster.PrimaryAsync();
        var after = cluster.Agents.Single(a => a != before);
        var term = (await before.SelfAsync()).Term;
        await ReportAsync(after, running: 1, stopping: null);

        using var accepted = await after.Http.PostAsync(new Uri("/v1/leader/switchover", UriKind.Relative), content: null);
        await Eventually.TrueAsync(async () => (await before.SelfAsync()).Stopping, "the hand-over is announced");
        await ReportAsync(after, running: 1, stopping: term);

        // Past the lease, which is renewed, and past what an unheard announcement takes.
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(2))
        {
            Assert.Equal(200, await before.StatusAsync($"/primary?term={term}"));
        }

        await ReportAsync(after, running: 0, stopping: term);
        await Eventually.TrueAsync(async () => await after.StatusAsync("/primary") == 200, "the other agent became primary");
        Assert.InRange(TimeProvider.System.GetElapsedTime(since).TotalSeconds, 2, 4.9);
    }

    [Fact]
    public async Task Primary_StoppedWhileAdminRequestsRun_ReleasesAtTheLimit()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", null, ("Leadership:HandOver", "1s"));
        await cluster.SettledAsync();
        await ReportAsync(agent, running: 1, (await agent.SelfAsync()).Term);

        await Eventually.CompletesAsync(agent.StopAsync(), "the agent stopped");

        await using var store = cluster.OpenStore();
        Assert.Null(await store.GetAsync(LeaderKeys.Lease, CancellationToken.None));
    }

    [Fact]
    public async Task Leader_LongPoll_AnswersTheNextTerm()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var before = await cluster.PrimaryAsync();
        var after = cluster.Agents.Single(a => a != before);
        var term = (await before.LeaderAsync())!.Term;

        var poll = after.Http.GetAsync(new Uri($"/v1/leader?after={term}&wait=20s", UriKind.Relative));
        Assert.False(poll.IsCompleted);
        using var accepted = await before.Http.PostAsync(new Uri("/v1/leader/switchover", UriKind.Relative), content: null);

        using var answer = await Eventually.CompletesAsync(poll, "the long poll was answered");
        Assert.Contains((int)answer.StatusCode, new[] { 200, 404 });
        await Eventually.TrueAsync(async () => (await after.LeaderAsync())?.Term > term, "a higher term");
    }

    [Fact]
    public async Task Primary_LeaderEntriesDeletedByHand_TermStillRises()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        var agent = cluster["node1"];
        agent.Services.GetRequiredService<TermMemory>().Remember(1_000_000);

        await ForgetLeaderAsync(cluster);

        await Eventually.TrueAsync(async () => (await agent.LeaderAsync())?.Term > 1_000_000, "the term is above the remembered one");
    }

    private static async Task ReportAsync(AgentHost agent, long running, long? stopping)
    {
        using var gateway = agent.Client(AgentHost.Gateway);
        var report = new GatewayReport { Url = "http://g", Management = "http://g:1", AdminInFlight = running, StoppingTerm = stopping };
        using var answer = await gateway.PutAsJsonAsync("/v1/gateways/g1", report, ContractsJson.Default.GatewayReport);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<Contracts.Events.EventView>> EventsAsync(AgentHost agent) =>
        (await agent.Http.GetFromJsonAsync("/v1/events", ContractsJson.Default.PageEventView))!.Items;

    private sealed class JumpingTime : TimeProvider
    {
        private long _ahead;

        public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
    }

    /// <summary>What an administrator's mistake does.</summary>
    private static async Task ForgetLeaderAsync(AgentCluster cluster)
    {
        await using var store = cluster.OpenStore();
        var page = await store.ListAsync("leader/", after: null, 10, CancellationToken.None);
        await store.CommitAsync(new StoreCommit([.. page.Entries.Select(e => new StoreDelete(e.Key, StoreCondition.Any))]), CancellationToken.None);
    }
}
