using ClusterGateway.Contracts.Alerts;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

public sealed class AlertLedgerTests : IAsyncDisposable
{
    private static readonly AlertKey Key = new(AlertCodes.StoreUnreachable, null);

    private readonly SwitchableStore _ownStore;
    private readonly SwitchableStore _otherStore;
    private readonly AlertLedger _own;
    private readonly AlertLedger _other;

    public AlertLedgerTests()
    {
        var database = new InMemoryDatabase();
        SwitchableStore Open() => new(new InMemoryStore(new StoreOptions("test", ""), TimeProvider.System, database));
        (_ownStore, _otherStore) = (Open(), Open());
        _own = new AlertLedger(_ownStore, TimeProvider.System, NullLogger<AlertLedger>.Instance);
        _other = new AlertLedger(_otherStore, TimeProvider.System, NullLogger<AlertLedger>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _ownStore.DisposeAsync();
        await _otherStore.DisposeAsync();
    }

    [Fact]
    public async Task OfTwoThatClaimAtTheSameMoment_OneMaySend()
    {
        // The other is quicker, after this one has looked and before it writes.
        _ownStore.BeforeCommit = _ => ClaimAsync(_other, "other");

        Assert.Null(await ClaimAsync(_own, "own"));

        Assert.Equal("other", Assert.Single(_own.Current).Id);
    }

    [Fact]
    public async Task ClaimOfAFormerPrimary_IsNone()
    {
        var passed = new StoreCheck("leader/term", StoreCondition.AtRevision(1));

        Assert.Null(await _own.ChangeAsync(Key, _ => Record("own"), [passed], CancellationToken.None));

        await _other.RefreshAsync(now: true, CancellationToken.None);
        Assert.Empty(_other.Current);
    }

    [Fact]
    public async Task WithoutTheStore_ItIsKeptHereAndWrittenOnceThatIsBack()
    {
        _ownStore.Cut();
        Assert.NotNull(await ClaimAnywhereAsync(_own, "own"));
        await _own.ChangeAnywhereAsync(Key, known => known! with { Waiting = [] }, CancellationToken.None);
        Assert.Empty(Assert.Single(_own.Current).Waiting);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _own.RefreshAsync(now: true, CancellationToken.None));

        _ownStore.Heal();
        await _own.RefreshAsync(now: false, CancellationToken.None);
        await _other.RefreshAsync(now: true, CancellationToken.None);

        var written = Assert.Single(_other.Current);
        Assert.Equal(("own", 0), (written.Id, written.Waiting.Count));
    }

    [Fact]
    public async Task WhatOthersToldMeanwhile_StaysAndIsNotToldAgain()
    {
        _ownStore.Cut();
        await ClaimAnywhereAsync(_own, "own");
        await ClaimAsync(_other, "other");

        _ownStore.Heal();
        await _own.RefreshAsync(now: true, CancellationToken.None);

        Assert.Equal("other", Assert.Single(_own.Current).Id);
    }

    [Fact]
    public async Task NoteOfADelivery_AfterTheStoreIsBackAndBeforeAnythingWasWritten_IsNotLost()
    {
        _ownStore.Cut();
        await ClaimAnywhereAsync(_own, "own");
        _ownStore.Heal();

        await _own.ChangeAnywhereAsync(Key, known => known! with { Waiting = [] }, CancellationToken.None);

        await _other.RefreshAsync(now: true, CancellationToken.None);
        Assert.Empty(Assert.Single(_other.Current).Waiting);
    }

    private static AlertRecord Record(string id) => new() { Id = id, Code = Key.Code, Summary = "away", Detail = "no answer", Waiting = ["ops"] };

    private static Task<AlertRecord?> ClaimAsync(AlertLedger ledger, string id) =>
        ledger.ChangeAsync(Key, known => known is null ? Record(id) : null, fence: [], CancellationToken.None);

    private static Task<AlertRecord?> ClaimAnywhereAsync(AlertLedger ledger, string id) =>
        ledger.ChangeAnywhereAsync(Key, known => known is null ? Record(id) : null, CancellationToken.None);
}
