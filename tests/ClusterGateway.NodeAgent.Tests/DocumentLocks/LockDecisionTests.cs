using ClusterGateway.NodeAgent.DocumentLocks;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>What follows from what is known: nothing, a guess ("L?"), or what was seen ("-" for no lock).</summary>
public sealed class LockDecisionTests
{
    private const long Revision = 7;

    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData(null, "take", "put absent")]
    [InlineData("L?", "take", "put 7")]
    [InlineData("M?", "take", "put absent")]
    [InlineData("-", "take", "put absent")]
    [InlineData("L", "take", "put 7")]
    [InlineData("M", "take", "conflict M")]
    [InlineData("l", "take", "conflict l")]
    [InlineData(null, "refresh", "read")]
    [InlineData("L?", "refresh", "put 7")]
    [InlineData("M?", "refresh", "read")]
    [InlineData("-", "refresh", "conflict ")]
    [InlineData("L", "refresh", "put 7")]
    [InlineData("M", "refresh", "conflict M")]
    [InlineData(null, "release", "read")]
    [InlineData("L?", "release", "delete 7")]
    [InlineData("M?", "release", "read")]
    [InlineData("-", "release", "conflict ")]
    [InlineData("L", "release", "delete 7")]
    [InlineData("M", "release", "conflict M")]
    [InlineData(null, "swap", "read")]
    [InlineData("L?", "swap", "put 7")]
    [InlineData("N?", "swap", "read")]
    [InlineData("-", "swap", "conflict ")]
    [InlineData("L", "swap", "put 7")]
    [InlineData("N", "swap", "conflict N")]
    [InlineData(null, "break", "delete present")]
    [InlineData("L?", "break", "delete present")]
    [InlineData("-", "break", "unlocked")]
    [InlineData("L", "break", "delete present")]
    public void Decide_FromWhatIsKnown_WritesOrAnswers(string? known, string command, string expected) =>
        Assert.Equal(expected, Describe(LockDecision.Decide(SightOf(known), CommandOf(command))));

    [Fact]
    public void Decide_HeldByAnOwner_KeepsOwnerAndBeginningWhateverItIsTold()
    {
        var held = HeldUnder("L") with { Owner = "Ann" };

        var taken = (LockStep.Put)LockDecision.Decide(LockSight.Seen(held, waited: default), new LockCommand.Take("L", Ttl, "Bob"));
        var swapped = (LockStep.Put)LockDecision.Decide(LockSight.Seen(held, waited: default), new LockCommand.Swap("L", "N", Ttl));

        Assert.Equal(("Ann", held.AcquiredAt, "L"), (taken.Owner, taken.AcquiredAt, taken.LockId));
        Assert.Equal(("Ann", held.AcquiredAt, "N"), (swapped.Owner, swapped.AcquiredAt, swapped.LockId));
    }

    [Theory]
    [InlineData(30 * 60, 0, true)]
    [InlineData(30 * 60 - 2, 3, true)]
    [InlineData(30 * 60 - 4, 3, false)]
    [InlineData(30 * 60 + 1, 3, false)]
    public void Decide_SomebodyElseRefreshedItMeanwhile_LeavesItAtThat(int expiresIn, int waited, bool expected)
    {
        var sight = LockSight.Seen(HeldUnder("L") with { ExpiresIn = TimeSpan.FromSeconds(expiresIn) }, TimeSpan.FromSeconds(waited));

        foreach (var command in (LockCommand[])[new LockCommand.Take("L", Ttl), new LockCommand.Refresh("L", Ttl)])
        {
            var answer = LockDecision.Decide(sight, command) as LockStep.Answer;
            Assert.Equal(expected ? LockOutcome.Refreshed : null, answer?.Value.Outcome);
        }
    }

    private static LockSight SightOf(string? known) => known switch
    {
        null => LockSight.Nothing,
        "-" => LockSight.Seen(null, waited: default),
        [.. var id, '?'] => LockSight.Guess(HeldUnder(id)),
        _ => LockSight.Seen(HeldUnder(known), waited: default),
    };

    private static HeldLock HeldUnder(string id) => new(
        "file", id, Owner: null, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), Revision, ExpiresIn: TimeSpan.FromMinutes(20));

    private static LockCommand CommandOf(string name) => name switch
    {
        "take" => new LockCommand.Take("L", Ttl),
        "refresh" => new LockCommand.Refresh("L", Ttl),
        "release" => new LockCommand.Release("L"),
        "swap" => new LockCommand.Swap("L", "N", Ttl),
        _ => new LockCommand.Break(),
    };

    private static string Describe(LockStep step) => step switch
    {
        LockStep.Read => "read",
        LockStep.Put put => $"put {Describe(put.Condition)}",
        LockStep.Delete delete => $"delete {Describe(delete.Condition)}",
        LockStep.Answer { Value: { Outcome: LockOutcome.Conflict } answer } => $"conflict {answer.Held?.LockId}",
        LockStep.Answer { Value.Outcome: LockOutcome.Unlocked } => "unlocked",
        _ => step.ToString(),
    };

    private static string Describe(StoreCondition condition) =>
        condition.Kind == StoreConditionKind.Revision ? $"{condition.Revision}" : condition.Kind.ToString().ToLowerInvariant();
}
