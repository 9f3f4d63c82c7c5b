using ClusterGateway.Contracts.Alerts;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Alerts.Configuration;
using ClusterGateway.NodeAgent.Alerts.Evaluation;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

public sealed class AlertPlanTests
{
    private static readonly AlertRules Rules = AlertRules.Of(new AlertOptions(), new LeadershipOptions().Timing, new MembershipOptions());
    private static readonly AlertKey Key = new(AlertCodes.NodeDown, "node1");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly HeldCondition Down = new(new AlertCondition(Key, AlertSeverity.Critical, "node1 is down", "silent", TimeSpan.Zero), TimeSpan.FromSeconds(9));

    private static readonly AlertRecord Open = new()
    {
        Id = "a",
        Code = Key.Code,
        Node = Key.Node,
        Summary = "node1 is down",
        Detail = "silent",
        Since = Now,
        Told = Now,
    };

    [Fact]
    public void NewCondition_IsTold()
    {
        var step = Assert.Single(Due([Down], []));
        var record = AlertPlan.Next(step, "new", ["ops"], Now);

        Assert.Equal(("new", AlertMessageKind.Firing, 0), (record.Id, record.Kind, record.Returns));
        Assert.Equal(Now - TimeSpan.FromSeconds(9), record.Since);
        Assert.Equal(["ops"], record.Waiting);
    }

    [Fact]
    public void OpenAlert_IsNotToldAgain() => Assert.Empty(Due([Down], [Open]));

    [Theory]
    [InlineData(29, 0, false)]
    [InlineData(30, 0, true)]
    [InlineData(59, 1, false)]
    [InlineData(60, 1, true)]
    [InlineData(1799, 20, false)]
    [InlineData(1800, 20, true)]
    public void Gone_IsResolvedAfterTwiceTheTimeForEachReturn(double gone, int returns, bool resolved)
    {
        var steps = Due([], [Open with { Returns = returns }], TimeSpan.FromSeconds(gone));

        Assert.Equal(resolved, steps.Any(s => s.Kind == AlertMessageKind.Resolved));
    }

    [Fact]
    public void Resolved_KeepsItsIdAndSaysWhenItWasOver()
    {
        var record = AlertPlan.Next(Assert.Single(Due([], [Open], TimeSpan.FromMinutes(1))), "new", ["ops"], Now);

        Assert.Equal(("a", Now, false), (record.Id, record.Resolved, record.IsOver()));
        Assert.True((record with { Waiting = [] }).IsOver());
    }

    [Fact]
    public void Return_IsCountedAndANewAlert_UnlessItsEndWasNotToldYet()
    {
        var over = Open with { Resolved = Now, Returns = 2 };

        var again = AlertPlan.Next(Assert.Single(Due([Down], [over])), "new", ["ops"], Now);
        Assert.Equal(("new", 3), (again.Id, again.Returns));
        Assert.Equal("a", AlertPlan.Next(Assert.Single(Due([Down], [over with { Waiting = ["ops"] }])), "new", ["ops"], Now).Id);
    }

    [Theory]
    [InlineData(3.9, 0, false)]
    [InlineData(4, 0, true)]
    [InlineData(4, 1, false)]
    public void LongOpen_IsRemindedOfWhenNothingWaits(double hours, int waiting, bool reminded)
    {
        var record = Open with { Told = Now - TimeSpan.FromHours(hours), Waiting = [.. Enumerable.Repeat("ops", waiting)] };

        Assert.Equal(reminded, Due([Down], [record]).Any(s => s.Kind == AlertMessageKind.Reminder));
    }

    [Fact]
    public void Reminders_CanBeTurnedOff()
    {
        var record = Open with { Told = Now - TimeSpan.FromDays(1) };

        Assert.Empty(AlertPlan.Due([Down], [record], _ => null, Rules with { Remind = TimeSpan.Zero }, Now));
    }

    private static AlertStep[] Due(HeldCondition[] conditions, AlertRecord[] records, TimeSpan? gone = null) =>
        [.. AlertPlan.Due(conditions, records, _ => gone, Rules, Now)];
}
