using ClusterGateway.Contracts.Gateways;
using ClusterGateway.NodeAgent.Administration;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Sessions;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;
using ClusterGateway.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClusterGateway.NodeAgent.Tests.Administration;

public sealed class DrainWatchTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryStore _store;
    private readonly GatewayStore _gateways;
    private readonly SettableSessions _sessions = new();
    private readonly NodeTraffic _traffic;
    private readonly DrainWatch _watch;
    private byte _drain = (byte)'a';

    public DrainWatchTests()
    {
        _store = new InMemoryStore(new StoreOptions("test", ""), _time);
        _gateways = new GatewayStore(_store, _time);
        _traffic = new NodeTraffic(_gateways, _sessions, membership: null!, self: null!, _time, NullLogger<NodeTraffic>.Instance);
        _watch = new DrainWatch(new MemberRegistry(_store, new MemberEntries(_store), membership: null!, _time), _sessions, _traffic, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _traffic.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Look_GatewayReportedSinceItWasEmpty_IsHeard()
    {
        await BeginWithAReferenceAsync();
        await ReportAsync("g1", bound: 7, "node1");
        Assert.False((await LookAsync()).HeardSince);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await LookAsync()).HeardSince);

        await ReportAsync("g1", bound: 7, "node1");
        _time.Advance(TimeSpan.FromMilliseconds(500));

        var seen = await LookAsync();
        Assert.True(seen.HeardSince);
        Assert.Equal(TimeSpan.FromSeconds(1.5), seen.EmptySince);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Look_OneGatewayOfTwoIsNotFreshOrDoesNotKnow_IsNotHeard(bool fresh, bool knows)
    {
        await BeginWithAReferenceAsync();
        await ReportAsync("g2", bound: 0, "node1");
        await LookAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await ReportAsync("g1", bound: 0, "node1");
        if (fresh)
        {
            await ReportAsync("g2", bound: 0, knows ? ["node1"] : ["node9"]);
        }

        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.False((await LookAsync()).HeardSince);
    }

    [Fact]
    public async Task Look_ASessionInBetween_BeginsAnew()
    {
        await BeginWithAReferenceAsync();
        await LookAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        _sessions.Value = 1;
        Assert.Null((await LookAsync()).EmptySince);

        _sessions.Value = 0;

        Assert.Null((await LookAsync()).EmptySince);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), (await LookAsync()).EmptySince);
    }

    [Fact]
    public async Task Look_ANewDrain_BeginsAnew()
    {
        await BeginWithAReferenceAsync();
        await LookAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        await BeginWithAReferenceAsync();

        Assert.Null((await LookAsync()).EmptySince);
    }

    [Fact]
    public async Task Look_AnotherDeadline_IsTheSameDrain()
    {
        await ReportAsync("g1", bound: 7, "node1");
        await BeginWithAReferenceAsync();
        await LookAsync();
        _time.Advance(TimeSpan.FromSeconds(3));
        await AgainAsync();

        var evidence = await LookAsync();
        Assert.Equal((0, TimeSpan.FromSeconds(3)), (DrainDecision.Sessions(evidence), evidence.EmptySince));
    }

    [Fact]
    public async Task Look_NoReferenceInThisDrain_WaitsForWhomGatewaysHaveBound()
    {
        _sessions.Value = 0;
        await BeginAsync();
        await ReportAsync("g1", bound: 7, "node1");

        Assert.Equal(7, DrainDecision.Sessions(await LookAsync()));

        await BeginWithAReferenceAsync();
        Assert.Equal(0, DrainDecision.Sessions(await LookAsync()));

        await BeginAsync();
        Assert.Equal(7, DrainDecision.Sessions(await LookAsync()));
    }

    [Fact]
    public async Task Look_ARememberedGatewayIsSilent_IsNotHeard()
    {
        await BeginWithAReferenceAsync();
        await ReportAsync("silent", bound: 1, "node1");
        _time.Advance(GatewayStore.TimeToLive + TimeSpan.FromSeconds(1));
        await LookAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await ReportAsync("g1", bound: 0, "node1");
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.False((await LookAsync()).HeardSince);
    }

    [Fact]
    public async Task Look_AfterALongBreak_BeginsAnew()
    {
        await BeginWithAReferenceAsync();
        await LookAsync();
        _time.Advance(DrainWatch.LongestBreak);
        Assert.Equal(DrainWatch.LongestBreak, (await LookAsync()).EmptySince);

        _time.Advance(DrainWatch.LongestBreak + TimeSpan.FromMilliseconds(1));

        Assert.Null((await LookAsync()).EmptySince);
    }

    [Fact]
    public async Task Look_SilentGateway_CountsWhomItHadBoundForTheIdleTime()
    {
        _sessions.Value = 0;
        await BeginAsync();
        await ReportAsync("gone", bound: 4, "node1");
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null((await LookAsync()).Bound);

        await ReportAsync("g1", bound: 0, "node1");
        Assert.Equal(4, (await LookAsync()).Bound);

        _time.Advance(TimeSpan.FromMinutes(20));
        await ReportAsync("g1", bound: 0, "node1");
        Assert.Equal(0, (await LookAsync()).Bound);
    }

    private async Task<DrainEvidence> LookAsync() => (await _watch.LookAsync("node1", CancellationToken.None)).Evidence;

    /// <summary>The reference has been seen, and is gone.</summary>
    private async Task BeginWithAReferenceAsync()
    {
        await BeginAsync();
        _sessions.Value = 1;
        await LookAsync();
        _sessions.Value = 0;
    }

    private Task<CommitResult> BeginAsync()
    {
        _drain++;
        return AgainAsync();
    }

    /// <summary>The same drain, with another deadline.</summary>
    private Task<CommitResult> AgainAsync() => _store.CommitAsync(
        new StoreCommit(new StorePut(MemberKeys.DrainOf("node1"), new[] { _drain }, StoreCondition.Any, TimeSpan.FromMinutes(30))), CancellationToken.None);

    private Task<bool> ReportAsync(string gateway, long bound, params string[] draining) => _gateways.ReportAsync(
        gateway,
        new GatewayReport
        {
            Url = "http://10.0.0.1:8080",
            Management = "http://127.0.0.1:8090",
            Bound = new Dictionary<string, long> { ["node1"] = bound },
            Draining = draining,
        },
        CancellationToken.None);

    private sealed class SettableSessions : ISessionCount
    {
        public long Value { get; set; }

        public long? OfThisNode => Value;

        public Task<long> CountAsync(string node, CancellationToken cancellationToken) => Task.FromResult(Value);
    }
}
