using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Tests.Membership;

public sealed class MemberReadingTests
{
    [Theory]
    [InlineData(0.0, "Alive")]
    [InlineData(5.9, "Alive")]
    [InlineData(6.0, "Suspect")]
    [InlineData(14.9, "Suspect")]
    public void LivenessOf_Age_ByTheThresholds(double age, string expected) =>
        Assert.Equal(expected, MemberReading.LivenessOf(TimeSpan.FromSeconds(age), new MembershipOptions()).ToString());

    [Fact]
    public void LivenessOf_Expired_IsDead() => Assert.Equal(Liveness.Dead, MemberReading.LivenessOf(null, new MembershipOptions()));
}
