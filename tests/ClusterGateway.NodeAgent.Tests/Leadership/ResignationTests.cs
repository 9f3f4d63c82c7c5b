using ClusterGateway.NodeAgent.Leadership;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class ResignationTests
{
    [Theory]
    [InlineData(7L, 60.0, true)]
    [InlineData(null, 7.9, true)]
    [InlineData(null, 8.0, false)]
    [InlineData(8L, 60.0, false)]
    public void Binds_UntilTheTermIsGivenUpAndThePauseIsOver(long? held, double seconds, bool binds) => Assert.Equal(
        binds, new Resignation(7, "why", default, TimeSpan.FromSeconds(8)).Binds(held, TimeSpan.FromSeconds(seconds)));
}
