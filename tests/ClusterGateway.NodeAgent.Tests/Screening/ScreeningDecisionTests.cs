using ClusterGateway.Contracts.Screening;
using ClusterGateway.NodeAgent.Screening.Configuration;
using ClusterGateway.NodeAgent.Screening.Counting;

namespace ClusterGateway.NodeAgent.Tests.Screening;

public sealed class ScreeningDecisionTests
{
    private static readonly ScreeningPolicy Policy = new() { AddressFailures = 3, AddressAccountFailures = 2, AccountFailures = 5, StrangerFailures = 1 };

    [Theory]
    [InlineData(AttemptOutcome.Failure, 1, 0, 0, false, "charge")]
    [InlineData(AttemptOutcome.Failure, 2, 0, 0, false, "charge block")] // the last that the limit allows
    [InlineData(AttemptOutcome.Attempt, 2, 0, 0, false, "charge")] // that one may still be right
    [InlineData(AttemptOutcome.Attempt, 3, 0, 0, false, "block")]
    [InlineData(AttemptOutcome.Failure, 1, 1, 1, false, "charge block")] // two of one account from one address
    [InlineData(AttemptOutcome.Attempt, 1, 2, 2, false, "block")]
    [InlineData(AttemptOutcome.Failure, 0, 4, 0, false, "charge block")] // the account is under attack, by a stranger
    [InlineData(AttemptOutcome.Attempt, 0, 5, 0, false, "charge")] // who might be its owner elsewhere, and has one try
    [InlineData(AttemptOutcome.Attempt, 1, 6, 1, false, "block")]
    [InlineData(AttemptOutcome.Attempt, 1, 500, 1, true, "charge")] // who has used it before
    [InlineData(AttemptOutcome.Failure, 0, 500, 0, true, "charge")]
    [InlineData(AttemptOutcome.Success, 99, 99, 99, false, "")]
    public void Of_CountsBefore(AttemptOutcome outcome, int address, int account, int pair, bool known, string expected) =>
        Assert.Equal(expected, Text(ScreeningDecision.Of(Policy, outcome, new FailureCounts(address, account, pair, Repeated: false, known))));

    [Fact]
    public void Of_SameSecretAgain_CountsNothing_ButALimitHolds()
    {
        Assert.Equal("", Text(ScreeningDecision.Of(Policy, AttemptOutcome.Failure, new FailureCounts(2, 2, 1, Repeated: true, Known: false))));
        Assert.Equal("block", Text(ScreeningDecision.Of(Policy, AttemptOutcome.Attempt, new FailureCounts(3, 2, 1, Repeated: true, Known: false))));
    }

    [Fact]
    public void Of_LimitZero_IsNone()
    {
        var none = new ScreeningPolicy { AddressFailures = 0, AddressAccountFailures = 0, AccountFailures = 0 };

        Assert.Equal("charge", Text(ScreeningDecision.Of(none, AttemptOutcome.Failure, new FailureCounts(9999, 9999, 9999, false, false))));
    }

    [Fact]
    public void BlockAfter_DoublesUpToTheLongest()
    {
        var policy = new ScreeningPolicy();

        Assert.Equal([10, 20, 40, 1280, 1440, 1440], new[] { 0, 1, 2, 7, 8, 5000 }.Select(n => policy.BlockAfter(n).TotalMinutes));
    }

    private static string Text(ScreeningDecision decision) =>
        string.Join(' ', new[] { decision.Charge ? "charge" : null, decision.BlockedFor is null ? null : "block" }.OfType<string>());
}
