using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.Settings.Replication;

namespace ClusterGateway.NodeAgent.Tests.Settings;

public sealed class SettingsComparisonTests
{
    private static readonly SettingsCopy Copy = SettingsCopy.Snapshot(new SettingsHeadRecord(5, "five"), []);

    [Theory]
    [InlineData(5, "five", "Current")]
    [InlineData(6, "six", "Behind")]
    [InlineData(5, "another five", "Ahead")]
    [InlineData(4, "four", "Ahead")]
    [InlineData(0, "", "Emptied")]
    public void Sight_ComparesTheSteps(long revision, string id, string sight) => Assert.Equal(
        sight, SettingsComparison.Of(Copy, revision == 0 ? null : new SettingsHeadRecord(revision, id)).ToString());

    [Fact]
    public void Follow_OnlyAChain()
    {
        Assert.Equal(7, SettingsComparison.Follow(Copy, [Step(6, "six", "five"), Step(7, "seven", "six")])!.Revision);
        Assert.Null(SettingsComparison.Follow(Copy, [Step(6, "six", "another five")]));
        Assert.Null(SettingsComparison.Follow(Copy, [Step(7, "seven", "six")]));
    }

    [Fact]
    public void Diverged_IsWhoHasWhatTheClusterHasNot_NotWhoIsOld()
    {
        Assert.False(SettingsComparison.HasDiverged(Copy, [Step(5, "five", "four"), Step(6, "six", "five")]));
        Assert.False(SettingsComparison.HasDiverged(Copy, [Step(90, "ninety", "eighty-nine")]));
        Assert.False(SettingsComparison.HasDiverged(SettingsCopy.Empty, [Step(1, "one", null)]));
        Assert.True(SettingsComparison.HasDiverged(Copy, [Step(5, "another five", "four")]));
        Assert.True(SettingsComparison.HasDiverged(Copy, [Step(6, "six", "another five")]));
        Assert.True(SettingsComparison.HasDiverged(Copy, [Step(40, "forty", "three", StepKinds.Restore)]));
    }

    private static SettingsStepRecord Step(long revision, string id, string? previous, string kind = StepKinds.Set) =>
        new(revision, id, previous, DateTimeOffset.UnixEpoch, "test", kind, []);
}
