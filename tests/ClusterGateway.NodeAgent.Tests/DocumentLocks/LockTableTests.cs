using ClusterGateway.NodeAgent.DocumentLocks;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>What an operation costs, and what becomes of one that others disturb.</summary>
public sealed class LockTableTests : IAsyncLifetime
{
    private const string File = "report.docx";

    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(30);

    private readonly InMemoryDatabase _database = new();
    private CountingStore _store = null!;
    private LockTable _table = null!;
    private LockTable _other = null!;

    public Task InitializeAsync()
    {
        _store = CountingStore.Over(Open());
        _table = LockTables.Over(_store, new ImpatientTime());
        _other = LockTables.Over(Open());
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task CarryOut_OnOneAgent_CostsOneCommitEach()
    {
        LockCommand[] life =
        [
            new LockCommand.Take("a", Ttl), new LockCommand.Take("a", Ttl), new LockCommand.Refresh("a", Ttl),
            new LockCommand.Swap("a", "b", Ttl), new LockCommand.Release("b"), new LockCommand.Take("c", Ttl), new LockCommand.Break(),
            new LockCommand.Take("d", Ttl),
        ];

        foreach (var command in life)
        {
            await DoneAsync(_table, command);
            Assert.Equal((0, 1), _store.Take());
        }
    }

    [Fact]
    public async Task Take_HeldUnderAnotherId_CostsOneCommit()
    {
        await DoneAsync(_other, new LockCommand.Take("theirs", Ttl));

        var answer = await _table.CarryOutAsync(File, new LockCommand.Take("mine", Ttl), default);

        Assert.Equal((LockOutcome.Conflict, "theirs"), (answer.Outcome, answer.Held?.LockId));
        Assert.Equal((0, 1), _store.Take());
    }

    [Fact]
    public async Task CarryOut_LockOfAnotherAgent_CostsAReadAndACommit()
    {
        await DoneAsync(_other, new LockCommand.Take("a", Ttl));

        await DoneAsync(_table, new LockCommand.Refresh("a", Ttl));

        Assert.Equal((1, 1), _store.Take());
    }

    [Fact]
    public async Task CarryOut_RememberedLockIsGone_IsNotAnsweredFromMemory()
    {
        await DoneAsync(_table, new LockCommand.Take("a", Ttl));
        await DoneAsync(_other, new LockCommand.Release("a"));

        LockCommand[] late = [new LockCommand.Refresh("a", Ttl), new LockCommand.Swap("a", "b", Ttl), new LockCommand.Release("a")];
        foreach (var command in late)
        {
            Assert.Equal(new LockAnswer(LockOutcome.Conflict, null), await _table.CarryOutAsync(File, command, default));
        }

        await DoneAsync(_other, new LockCommand.Take("b", Ttl));
        Assert.Equal("b", (await _table.CarryOutAsync(File, new LockCommand.Refresh("a", Ttl), default)).Held?.LockId);
    }

    [Fact]
    public async Task CarryOut_RememberedLockWasTakenAnewUnderTheSameId_IsCarriedOut()
    {
        await DoneAsync(_table, new LockCommand.Take("a", Ttl));
        await DoneAsync(_other, new LockCommand.Release("a"));
        await DoneAsync(_other, new LockCommand.Take("a", Ttl));

        await DoneAsync(_table, new LockCommand.Release("a"));

        Assert.Null(await _other.FindAsync(File, default));
    }

    [Fact]
    public async Task CarryOut_LosesARace_GoesOnFromWhatItFound()
    {
        await DoneAsync(_table, new LockCommand.Take("a", Ttl));
        _store.BeforeCommit = async () =>
        {
            _store.BeforeCommit = () => Task.CompletedTask;
            await DoneAsync(_other, new LockCommand.Swap("a", "b", Ttl));
        };

        var answer = await _table.CarryOutAsync(File, new LockCommand.Release("a"), default);

        Assert.Equal("b", answer.Held?.LockId);
        Assert.Equal("b", (await _other.FindAsync(File, default))?.LockId);
    }

    [Fact]
    public async Task CarryOut_LosesEveryRace_GivesUp()
    {
        await DoneAsync(_table, new LockCommand.Take("a", Ttl));
        _store.BeforeCommit = () => DoneAsync(_other, new LockCommand.Swap("a", "a", Ttl));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _table.CarryOutAsync(File, new LockCommand.Release("a"), default));

        Assert.InRange(_store.Take().Commits, 10, 50);
        Assert.NotNull(await _other.FindAsync(File, default));
    }

    [Fact]
    public async Task CarryOut_NoAnswerFromTheStore_ForgetsWhatItKnew()
    {
        await DoneAsync(_table, new LockCommand.Take("a", Ttl));
        _store.AfterCommit = () => throw new StoreUnavailableException("the answer was lost");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _table.CarryOutAsync(File, new LockCommand.Swap("a", "b", Ttl), default));
        _store.AfterCommit = () => { };
        _store.Take();

        var answer = await _table.CarryOutAsync(File, new LockCommand.Refresh("a", Ttl), default);

        Assert.Equal((LockOutcome.Conflict, "b"), (answer.Outcome, answer.Held?.LockId));
        Assert.Equal((1, 0), _store.Take());
    }

    [Fact]
    public async Task CarryOut_MoreLocksThanAreRemembered_AllWork()
    {
        const int Many = 40_000;
        for (var i = 0; i < Many; i++)
        {
            await _table.CarryOutAsync($"file-{i}", new LockCommand.Take("a", Ttl), default);
        }

        _store.Take();
        for (var i = 0; i < Many; i++)
        {
            Assert.Equal(LockOutcome.Released, (await _table.CarryOutAsync($"file-{i}", new LockCommand.Release("a"), default)).Outcome);
        }

        Assert.InRange(_store.Take().Reads, 1, Many);
    }

    private static async Task DoneAsync(LockTable table, LockCommand command) =>
        Assert.NotEqual(LockOutcome.Conflict, (await table.CarryOutAsync(File, command, default)).Outcome);

    private InMemoryStore Open() => new(new StoreOptions("test", ""), TimeProvider.System, _database);

    /// <summary>Pauses are over at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
