using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class StableHashTests
{
    [Fact]
    public void OfValue_AnyMachine_IsTheSame() => Assert.Equal(StableHash.OfValue("1F~node1", 7), StableHash.OfValue("1F~node1".ToCharArray(), 7));

    [Fact]
    public void OfValue_ManyValuesAndOwners_NeverMeet()
    {
        var hashes = new HashSet<ulong>();
        for (var i = 0; i < 300_000; i++)
        {
            Assert.True(hashes.Add(StableHash.OfValue($"session{i}", 1)));
            Assert.True(hashes.Add(StableHash.OfValue($"session{i}", 2)));
        }
    }

    [Theory]
    [InlineData("", "\0")]
    [InlineData("a", "a\0")]
    [InlineData("abcdefgh", "efghabcd")]
    public void OfValue_LengthAndOrder_Count(string one, string other) => Assert.NotEqual(StableHash.OfValue(one, 1), StableHash.OfValue(other, 1));
}
