using System.Net;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Hosting.Tests.Screening;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("192.0.2.7/24", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:3::4/128", "2001:db8:1:2:3::4/128")]
    [InlineData("::/0", "::/0")]
    [InlineData("::1", "::/64")]
    public void TryParse_Network_IsWrittenInOneWay(string text, string written)
    {
        Assert.True(AddressRange.TryParse(text, 32, 64, out var range));
        Assert.Equal(written, range.ToString());
        Assert.True(AddressRange.TryParse(written, 32, 64, out var again));
        Assert.Equal(range, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("192.0.2.0/33")]
    [InlineData("2001:db8::/129")]
    [InlineData("192.0.2.0/-1")]
    [InlineData("192.0.2.0/")]
    [InlineData("example/24")]
    public void TryParse_Nonsense_IsNone(string? text) => Assert.False(AddressRange.TryParse(text, 32, 64, out _));

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.0/24", "192.0.3.1", false)]
    [InlineData("2001:db8::/64", "2001:db8::9", true)]
    [InlineData("2001:db8::/64", "2001:db8:0:1::9", false)]
    [InlineData("::/64", "::1", true)]
    [InlineData("::/64", "192.0.2.1", false)] // IPv4 is mapped into it
    [InlineData("::/0", "192.0.2.1", false)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    public void Contains_Address(string network, string address, bool expected)
    {
        Assert.True(AddressRange.TryParse(network, 32, 64, out var range));

        Assert.Equal(expected, range.Contains(AddressRange.BitsOf(IPAddress.Parse(address))!.Value));
        Assert.Equal(expected, range.Contains(AddressRange.Of(IPAddress.Parse(address), 32, 128)!.Value));
    }
}
