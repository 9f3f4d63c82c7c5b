using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.Health;

public sealed class BackupDecisionTests
{
    /// <param name="unseen">Minutes; negative for a client without a cookie.</param>
    [Theory]
    [InlineData("never", false, 600, nameof(BackupStay.Stays))]
    [InlineData("immediate", true, 600, nameof(BackupStay.Stays))]
    [InlineData("immediate", false, 0, nameof(BackupStay.Leaves))]
    [InlineData("immediate", false, -1, nameof(BackupStay.Leaves))]
    [InlineData("drain", false, 4, nameof(BackupStay.Stays))]
    [InlineData("drain", false, 19, nameof(BackupStay.StaysAndIsNoted))]
    [InlineData("drain", false, 21, nameof(BackupStay.Leaves))]
    [InlineData("drain", true, 21, nameof(BackupStay.StaysAndIsNoted))]
    [InlineData("drain", false, -1, nameof(BackupStay.Stays))]
    public void Decide_EveryFailback_FollowsTheTable(string failback, bool backupsAreNeeded, int unseen, string expected)
    {
        var stay = BackupDecision.Decide(
            Enum.Parse<BackupFailback>(failback, ignoreCase: true), backupsAreNeeded, unseen < 0 ? null : TimeSpan.FromMinutes(unseen));

        Assert.Equal(Enum.Parse<BackupStay>(expected), stay);
    }

    [Theory]
    [InlineData("drain", nameof(BackupStay.StaysAndIsNoted))]
    [InlineData("immediate", nameof(BackupStay.Leaves))]
    public void Decide_UnseenButConnected_IsActive(string failback, string expected) => Assert.Equal(
        Enum.Parse<BackupStay>(expected),
        BackupDecision.Decide(Enum.Parse<BackupFailback>(failback, ignoreCase: true), backupsAreNeeded: false, TimeSpan.FromMinutes(21), isConnected: true));
}
