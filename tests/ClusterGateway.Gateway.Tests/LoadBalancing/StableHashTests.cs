using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class StableHashTests
{
    /// <summary>Computed apart from this code: a release that changes them forgets where the sessions of AppCookie were moved.</summary>
    [Theory]
    [InlineData("", 7UL, 0x63CBE1E459320DD7UL)]
    [InlineData("1F~node1", 7UL, 0xDE6A3050EB88AC5FUL)]
    [InlineData("1F9A.r2", 0xE036A86A21FD6D80UL, 0x9F06BDC9A7D0CB35UL)]
    public void OfValue_AnyProcessAndRelease_IsTheSame(string value, ulong seed, ulong expected) => Assert.Equal(expected, StableHash.OfValue(value, seed));

    [Fact]
    public void OfText_AnyProcessAndRelease_IsTheSame() => Assert.Equal(0xE036A86A21FD6D80UL, StableHash.OfText("rpcid|JSESSIONID"));

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
