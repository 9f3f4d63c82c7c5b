using System.Net;
using ClusterGateway.Gateway.Screening.Blocks;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Gateway.Tests.Screening;

public sealed class BlockSetTests
{
    private static readonly BlockSet Blocks = Of(
        ("192.0.2.7/32", 100), ("192.0.2.0/24", 50), ("10.0.0.0/8", BlockSet.Never), ("2001:db8::/64", 100), ("::/16", 100));

    [Theory]
    [InlineData("192.0.2.7", 0, 100L)] // the longer of two
    [InlineData("::ffff:192.0.2.7", 60, 100L)]
    [InlineData("192.0.2.8", 49, 50L)]
    [InlineData("192.0.2.8", 50, null)] // over
    [InlineData("10.200.3.4", 1_000_000, BlockSet.Never)]
    [InlineData("2001:db8::1:2:3:4", 0, 100L)]
    [InlineData("2001:db8:0:1::1", 0, null)]
    [InlineData("203.0.113.1", 0, null)] // IPv4 is no part of ::/16
    public void EndOf_Address(string address, long now, long? end) => Assert.Equal(end, Blocks.EndOf(Bits(address), now));

    [Fact]
    public void EndOf_AllocatesNothing()
    {
        var (blocked, free) = (Bits("192.0.2.7"), Bits("203.0.113.1"));
        Blocks.EndOf(blocked, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Blocks.EndOf(blocked, i);
            Blocks.EndOf(free, i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static UInt128 Bits(string address) => AddressRange.BitsOf(IPAddress.Parse(address))!.Value;

    private static BlockSet Of(params (string Network, long End)[] blocks) => new(blocks.Select(block =>
    {
        Assert.True(AddressRange.TryParse(block.Network, 32, 128, out var range));
        return KeyValuePair.Create(range, block.End);
    }));
}
