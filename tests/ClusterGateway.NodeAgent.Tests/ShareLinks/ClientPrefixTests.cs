using ClusterGateway.NodeAgent.ShareLinks;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class ClientPrefixTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:c000:207", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:DB8:1:2::", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData("fe80::1%7", "fe80::/64")]
    [InlineData("::1", "::/64")]
    [InlineData(null, "-")]
    [InlineData("", "-")]
    [InlineData("unknown", "-")]
    [InlineData("192.0.2.7, 10.0.0.1", "-")]
    public void Of_Address_IsWhoIsCounted(string? client, string prefix) => Assert.Equal(prefix, ClientPrefix.Of(client));
}
