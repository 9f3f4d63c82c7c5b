using ClusterGateway.Testing.Histories;
using ClusterGateway.Testing.Locks;

namespace ClusterGateway.Cluster.Tests.DocumentLocks;

/// <summary>The checker itself: what it must let pass, and what it must not.</summary>
public sealed class LockModelTests
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(60);

    private readonly List<RecordedCall<LockInput, LockOutput>> _history = [];

    [Fact]
    public void History_OneAfterTheOther_IsLinearizable()
    {
        Answered(0, 1, Lock("a"), 201);
        Answered(2, 3, Lock("a"), 200);
        Answered(4, 5, Lock("b"), 409, "a");
        Answered(6, 7, new LockInput(LockVerb.Swap, "b", "a"), 200);
        Answered(8, 9, Get, 200, "b");
        Answered(10, 11, Release("b"), 204);
        Answered(12, 13, Release("b"), 409, "");
        Answered(14, 15, Get, 404);

        Assert.Null(Violation());
    }

    [Fact]
    public void History_TwoAtOnceBothGetTheLock_IsNot()
    {
        Answered(0, 10, Lock("a"), 201);
        Answered(0, 10, Lock("b"), 201);

        Assert.NotNull(Violation());
    }

    [Fact]
    public void History_ConflictNamesAnIdThatWasCurrentDuringTheCall_IsLinearizable()
    {
        Answered(0, 1, Lock("a"), 201);
        Answered(2, 9, Lock("b"), 409, "a");
        Answered(3, 4, Release("a"), 204);

        Assert.Null(Violation());
    }

    [Fact]
    public void History_ConflictNamesAnIdThatWasGoneBeforeTheCall_IsNot()
    {
        Answered(0, 1, Lock("a"), 201);
        Answered(2, 3, new LockInput(LockVerb.Swap, "c", "a"), 200);
        Answered(4, 5, Lock("b"), 409, "a");

        Assert.NotNull(Violation());
    }

    [Fact]
    public void History_SwapIsSeenUnlockedInBetween_IsNot()
    {
        Answered(0, 1, Lock("a"), 201);
        Answered(2, 9, new LockInput(LockVerb.Swap, "b", "a"), 200);
        Answered(3, 4, Get, 404);

        Assert.NotNull(Violation());
    }

    [Fact]
    public void History_AcknowledgedLockIsLost_IsNot()
    {
        Answered(0, 1, Lock("a"), 201);
        Answered(2, 3, Get, 404);

        Assert.NotNull(Violation());
    }

    [Fact]
    public void History_UnknownOutcome_MayHaveHappenedAtAnyLaterTimeOrNever()
    {
        Unknown(0, Lock("a"));
        Answered(10, 11, Get, 404);
        Answered(20, 21, Get, 200, "a");
        Unknown(22, Release("a"));
        Answered(30, 31, Get, 200, "a");

        Assert.Null(Violation());
    }

    [Fact]
    public void History_UnknownOutcomeTakesEffectTwice_IsNot()
    {
        Unknown(0, Lock("a"));
        Answered(10, 11, Release("a"), 204);
        Answered(12, 13, Get, 200, "a");

        Assert.NotNull(Violation());
    }

    [Fact]
    public void History_LockExpires_OnlyAfterItsTimeToLive()
    {
        Answered(0, 1, Lock("a"), 201);
        Answered(59, 60.5, Lock("b"), 201);
        Assert.Null(Violation());

        _history.Clear();
        Answered(0, 1, Lock("a"), 201);
        Answered(58, 59, Lock("b"), 201);
        Assert.NotNull(Violation());

        _history.Clear();
        Answered(0, 1, Lock("a"), 201);
        Answered(62, 63, Get, 200, "a");
        Assert.NotNull(Violation());
    }

    private static LockInput Get { get; } = new(LockVerb.Get, "");

    private static LockInput Lock(string id) => new(LockVerb.Lock, id);

    private static LockInput Release(string id) => new(LockVerb.Release, id);

    private void Answered(double called, double returned, LockInput input, int status, string? currentId = null) =>
        _history.Add(new(input, new LockOutput(status, currentId), TimeSpan.FromSeconds(called), TimeSpan.FromSeconds(returned)));

    private void Unknown(double called, LockInput input) => _history.Add(new(input, Output: null, TimeSpan.FromSeconds(called), TimeSpan.MaxValue));

    private string? Violation() => Linearizability.FindViolation(_history, LockModel.Unlocked, new LockModel(TimeToLive).Step);
}
