using System.Net;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class ClientPrefixTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", 32, 64, false)]
    [InlineData("192.0.2.1", "192.0.2.2", 24, 64, true)]
    [InlineData("192.0.2.1", "192.0.3.1", 24, 64, false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", 32, 64, true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.9", 24, 128, true)]
    [InlineData("2001:db8::1", "2001:db8::2", 32, 64, true)]
    [InlineData("2001:db8::1", "2001:db8::2", 32, 128, false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", 32, 64, false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", 32, 48, true)]
    [InlineData("fe80::1%1", "fe80::2%2", 32, 64, true)]
    public void Of_TwoAddresses_AreOneClientWhenTheirPrefixesAre(string first, string second, int ipv4, int ipv6, bool same)
    {
        var options = new LoadBalancingOptions { Ipv4Prefix = ipv4, Ipv6Prefix = ipv6 };

        Assert.Equal(same, ClientPrefix.Of(IPAddress.Parse(first), options) == ClientPrefix.Of(IPAddress.Parse(second), options));
    }

    [Fact]
    public void Of_NoAddress_IsNobody()
    {
        Assert.Null(ClientPrefix.Of(null, new LoadBalancingOptions()));
    }
}
