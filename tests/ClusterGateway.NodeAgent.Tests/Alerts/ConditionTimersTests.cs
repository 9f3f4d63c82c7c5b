using ClusterGateway.Contracts.Alerts;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Alerts.Evaluation;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

public sealed class ConditionTimersTests
{
    private static readonly AlertKey Key = new(AlertCodes.NodeDown, "node1");
    private static readonly AlertCondition Down = new(Key, AlertSeverity.Critical, "node1 is down", "silent", For: TimeSpan.FromSeconds(4));
    private static readonly AlertSnapshot Fresh = new() { Self = "node2" };

    private readonly ConditionTimers _timers = new();

    [Fact]
    public void Condition_IsDueWhenItStayed()
    {
        Assert.False(Note(0, Down)[0].IsDue);
        Assert.False(Note(3, Down)[0].IsDue);
        Assert.True(Note(4, Down)[0].IsDue);
        Assert.False(Note(5, Down with { IsMuted = true })[0].IsDue);
    }

    [Fact]
    public void Condition_ThatCameAndWent_BeginsAnew()
    {
        Note(0, Down);
        Assert.Empty(Note(3));

        Assert.False(Note(4, Down)[0].IsDue);
        Assert.True(Note(8, Down)[0].IsDue);
    }

    [Fact]
    public void Gone_CountsFromTheFirstLookWithoutABreak()
    {
        Note(0, Down);
        Note(1);
        Note(4);
        Assert.Equal(TimeSpan.FromSeconds(3), _timers.GoneFor(Key));

        Note(5, Down);
        Assert.Null(_timers.GoneFor(Key));
    }

    [Fact]
    public void Gone_OfAnAlertThatAnotherNodeOpened_Counts()
    {
        Note(0);
        Note(7);

        Assert.Equal(TimeSpan.FromSeconds(7), _timers.GoneFor(Key));
    }

    [Fact]
    public void WhileNobodyCanTell_ItNeitherEndsNorIsGone()
    {
        var blind = Fresh with { MembersAreFresh = false };
        Note(0, Down);
        Assert.True(_timers.Note(blind, [], [Key], TimeSpan.FromSeconds(5))[0].IsDue);
        Assert.Null(_timers.GoneFor(Key));

        Note(6);
        Assert.Equal(TimeSpan.Zero, _timers.GoneFor(Key));
    }

    [Fact]
    public void AfterABreak_EverythingBeginsAnew()
    {
        Note(0, Down);

        Assert.False(Note(ConditionTimers.LongestBreak.TotalSeconds + 1, Down)[0].IsDue);
    }

    private IReadOnlyList<HeldCondition> Note(double now, params AlertCondition[] conditions) =>
        _timers.Note(Fresh, conditions, [Key], TimeSpan.FromSeconds(now));
}
