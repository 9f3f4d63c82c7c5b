using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;
using ClusterGateway.Testing.Time;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Membership;

public sealed class MemberRegistryTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryStore _store;
    private readonly MemberRegistry _registry;

    public MemberRegistryTests()
    {
        _store = new InMemoryStore(new StoreOptions("test", ""), _time);
        // The store's clock is the test's; who loses a race pauses in real time.
        _registry = new MemberRegistry(_store, new MemberEntries(_store), new NoMembership(), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task ChangeState_LastActiveNode_IsRefusedUnlessForced()
    {
        await AddAsync("node1");
        await AddAsync("node2", alive: false);

        Assert.Equal(MemberChangeOutcome.Refused, (await DrainAsync("node1")).Outcome);
        Assert.Equal(MemberChangeOutcome.Done, (await DrainAsync("node1", force: true)).Outcome);
    }

    [Fact]
    public async Task ChangeState_AllNodesAtOnce_OneStaysActive()
    {
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            await AddAsync(id);
        }

        var changes = await Task.WhenAll(new[] { "a", "b", "c", "d" }.Select(id => Task.Run(() => DrainAsync(id))));

        Assert.Equal(3, changes.Count(c => c.Outcome == MemberChangeOutcome.Done));
    }

    [Fact]
    public async Task ChangeState_BetweenReadAndCommitTheOtherLeft_IsRefused()
    {
        await AddAsync("node1");
        await AddAsync("node2");
        await DrainAsync("node2");

        Assert.Equal(MemberChangeOutcome.Refused, (await DrainAsync("node1")).Outcome);
    }

    [Theory]
    [InlineData(Health.Unhealthy, 100, null)]
    [InlineData(Health.Healthy, 0, null)]
    [InlineData(Health.Healthy, 100, "noLoadBalance")]
    public async Task ChangeState_TheOtherCannotTakeItsUsers_IsRefused(Health health, int weight, string? tag)
    {
        await AddAsync("node1");
        await AddAsync("node2", record: new() { Id = "node2", Instance = "node2", Weight = weight, Tags = tag is null ? [] : [tag] }, health: health);

        Assert.Equal(MemberChangeOutcome.Refused, (await DrainAsync("node1")).Outcome);
        Assert.Equal(
            MemberChangeOutcome.Refused,
            (await _registry.ChangeStateAsync("node1", AdministrativeState.Maintenance, default, force: false, "test", NothingElse, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task ChangeState_ToDrainWhatIsInMaintenance_ChangesNothing()
    {
        await AddAsync("node1");
        await AddAsync("node2");
        await _registry.ChangeStateAsync("node1", AdministrativeState.Maintenance, default, force: false, "test", NothingElse, CancellationToken.None);

        Assert.Equal(MemberChangeOutcome.Unchanged, (await DrainAsync("node1")).Outcome);
    }

    [Fact]
    public async Task FindDrain_DeadlinePassesByTheStoresClock_NothingRemains()
    {
        await AddAsync("node1");
        await AddAsync("node2");
        await DrainAsync("node1");

        Assert.Equal(TimeSpan.FromSeconds(30), (await FindDrainAsync()).Remaining);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null((await FindDrainAsync()).Remaining);
    }

    [Fact]
    public async Task FinishDrain_OfAnEarlierOne_LeavesTheNewOneAlone()
    {
        await AddAsync("node1");
        await AddAsync("node2");
        await DrainAsync("node1");
        var earlier = await FindDrainAsync();
        await _registry.ChangeStateAsync("node1", AdministrativeState.Active, default, force: false, "test", NothingElse, CancellationToken.None);
        Assert.Equal(MemberChangeOutcome.Unchanged, await FinishAsync(earlier));
        await DrainAsync("node1");

        Assert.Equal(MemberChangeOutcome.Unchanged, await FinishAsync(earlier));

        Assert.Equal(MemberChangeOutcome.Done, await FinishAsync(await FindDrainAsync()));
        Assert.Equal(MemberChangeOutcome.Unchanged, await FinishAsync(await FindDrainAsync()));
    }

    [Fact]
    public async Task FinishDrain_BySeveralAtOnce_OneIsToldThatItIsDone()
    {
        await AddAsync("node1");
        await AddAsync("node2");
        await DrainAsync("node1");
        var drain = await FindDrainAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => FinishAsync(drain))));

        Assert.Single(outcomes, MemberChangeOutcome.Done);
    }

    [Fact]
    public async Task FinishDrain_WithAnEvent_BothOrNeither()
    {
        var events = new EventEntries(_store, _time);
        await AddAsync("node1");
        await AddAsync("node2");
        await DrainAsync("node1");
        var drain = await FindDrainAsync();
        var drained = new EventRequest(EventTypes.NodeDrained, "node1", "empty", "test");
        var tooLate = await events.InCommitAsync(new PendingEvent(drained, Term: null, _time.GetTimestamp()), CancellationToken.None);
        await events.WriteAsync([new PendingEvent(new EventRequest("Other"), Term: null, _time.GetTimestamp())], CancellationToken.None);

        var lost = await _registry.FinishDrainAsync("node1", drain, "test", tooLate, CancellationToken.None);

        Assert.Equal(MemberChangeOutcome.Refused, lost.Outcome);
        Assert.NotNull(await _store.GetAsync(MemberKeys.DrainOf("node1"), CancellationToken.None));
        var inTime = await events.InCommitAsync(new PendingEvent(drained, Term: null, _time.GetTimestamp()), CancellationToken.None);
        Assert.Equal(MemberChangeOutcome.Done, (await _registry.FinishDrainAsync("node1", drain, "test", inTime, CancellationToken.None)).Outcome);
        Assert.Equal(["Other", EventTypes.NodeDrained], (await events.ReadAsync(0, 10, CancellationToken.None)).Select(e => e.Type));
    }

    [Fact]
    public async Task Remove_AliveMember_IsRefused_DeadOneIsForgotten()
    {
        await AddAsync("node1");
        await AddAsync("node2", alive: false);

        Assert.Equal(MemberChangeOutcome.Refused, (await _registry.RemoveAsync("node1", NothingElse, CancellationToken.None)).Outcome);
        Assert.Equal(MemberChangeOutcome.Done, (await _registry.RemoveAsync("node2", NothingElse, CancellationToken.None)).Outcome);
        Assert.Equal(MemberChangeOutcome.NotFound, (await _registry.RemoveAsync("node2", NothingElse, CancellationToken.None)).Outcome);
    }

    private static Task<IReadOnlyList<StoreOperation>> NothingElse(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoreOperation>>([]);

    private Task<MemberChange> DrainAsync(string id, bool force = false) => _registry.ChangeStateAsync(
        id, AdministrativeState.Draining, TimeSpan.FromSeconds(30), force, "test", NothingElse, CancellationToken.None);

    private Task<DrainTerm> FindDrainAsync() => _registry.FindDrainAsync("node1", CancellationToken.None);

    private async Task<MemberChangeOutcome> FinishAsync(DrainTerm drain) =>
        (await _registry.FinishDrainAsync("node1", drain, "test", [], CancellationToken.None)).Outcome;

    private async Task AddAsync(string id, bool alive = true, MemberRecord? record = null, Health health = Health.Healthy)
    {
        var member = RecordJson.Write(record ?? new MemberRecord { Id = id, Instance = id }, MembershipJson.Default.MemberRecord);
        List<StoreOperation> operations = [new StorePut(MemberKeys.MemberOf(id), member, StoreCondition.Absent)];
        if (alive)
        {
            var heartbeat = RecordJson.Write(new AliveRecord(id, health, 0, []), MembershipJson.Default.AliveRecord);
            operations.Add(new StorePut(MemberKeys.AliveOf(id), heartbeat, StoreCondition.Absent, TimeSpan.FromSeconds(15)));
        }

        await _store.CommitAsync(new StoreCommit(operations), CancellationToken.None);
    }

    private sealed class NoMembership : IMembership
    {
        public ChangeSignal Published { get; } = new();

        public MembershipSnapshot Current => MembershipSnapshot.Empty;

        public AdministrativeState OwnState => AdministrativeState.Active;

        public bool IsRegistered => true;

        public StoreOperation? DeathCheck(string id) => null;

        public void Refresh()
        {
        }
    }
}
