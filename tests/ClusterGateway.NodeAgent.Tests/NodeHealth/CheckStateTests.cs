using ClusterGateway.NodeAgent.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

public sealed class CheckStateTests
{
    [Theory]
    [InlineData("p", true)]
    [InlineData("f", null)]
    [InlineData("ff", false)]
    [InlineData("fp", true)]
    [InlineData("pf", true)]
    [InlineData("pff", false)]
    [InlineData("pfpf", true)]
    [InlineData("pffp", false)]
    [InlineData("pffpp", false)]
    [InlineData("pffppp", true)]
    [InlineData("pffppfppp", true)]
    [InlineData("pffppfpp", false)]
    [InlineData("ffpp", false)]
    [InlineData("ffppp", true)]
    public void After_ResultsInARow_FollowsTheThresholds(string results, bool? passing)
    {
        var state = results.Aggregate(default(CheckState), (s, r) => s.After(r == 'p', down: 2, up: 3));

        Assert.Equal(passing, state.Passing);
    }

    [Fact]
    public void Passing_BeforeTheFirstRun_IsNull() => Assert.Null(default(CheckState).Passing);
}
