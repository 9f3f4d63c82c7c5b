using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Membership;
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

    [Fact]
    public async Task DrainRemaining_DeadlinePassesByTheStoresClock_IsNull()
    {
        await AddAsync("node1");
        await AddAsync("node2");
        await DrainAsync("node1");

        Assert.NotNull(await _registry.DrainRemainingAsync("node1", CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await _registry.DrainRemainingAsync("node1", CancellationToken.None));
    }

    [Fact]
    public async Task Remove_AliveMember_IsRefused_DeadOneIsForgotten()
    {
        await AddAsync("node1");
        await AddAsync("node2", alive: false);

        Assert.Equal(MemberChangeOutcome.Refused, (await _registry.RemoveAsync("node1", CancellationToken.None)).Outcome);
        Assert.Equal(MemberChangeOutcome.Done, (await _registry.RemoveAsync("node2", CancellationToken.None)).Outcome);
        Assert.Equal(MemberChangeOutcome.NotFound, (await _registry.RemoveAsync("node2", CancellationToken.None)).Outcome);
    }

    private Task<MemberChange> DrainAsync(string id, bool force = false) => _registry.ChangeStateAsync(
        id, AdministrativeState.Draining, TimeSpan.FromSeconds(30), force, "test", onlyFrom: null, CancellationToken.None);

    private async Task AddAsync(string id, bool alive = true)
    {
        var member = RecordJson.Write(new MemberRecord { Id = id, Instance = id }, MembershipJson.Default.MemberRecord);
        List<StoreOperation> operations = [new StorePut(MemberKeys.MemberOf(id), member, StoreCondition.Absent)];
        if (alive)
        {
            var heartbeat = RecordJson.Write(new AliveRecord(id, Health.Healthy, 0, []), MembershipJson.Default.AliveRecord);
            operations.Add(new StorePut(MemberKeys.AliveOf(id), heartbeat, StoreCondition.Absent, TimeSpan.FromSeconds(15)));
        }

        await _store.CommitAsync(new StoreCommit(operations), CancellationToken.None);
    }

    private sealed class NoMembership : IMembership
    {
        public MembershipSnapshot Current => MembershipSnapshot.Empty;

        public AdministrativeState OwnState => AdministrativeState.Active;

        public bool IsRegistered => true;

        public StoreOperation? DeathCheck(string id) => null;

        public void Refresh()
        {
        }
    }
}
