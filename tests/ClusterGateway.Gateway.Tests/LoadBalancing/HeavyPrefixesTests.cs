using System.Net;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class HeavyPrefixesTests
{
    private static readonly LoadBalancingOptions Options = new();

    /// <summary>A hundred thousand addresses, one of them with a tenth of the clients: found, and never overstated.</summary>
    [Fact]
    public void CountOf_HeavyOneAmongManyRareOnes_IsWithinItsError()
    {
        var heavy = new HeavyPrefixes();
        var office = Prefix("203.0.113.7");
        for (var i = 0; i < 100_000; i++)
        {
            heavy.Add(i % 10 == 0 ? office : ClientPrefix.Of(PlacedClients.Client(i), Options)!.Value);
        }

        Assert.Equal(100_000, heavy.Total);
        Assert.InRange(heavy.CountOf(office), 10_000 - (100_000 / HeavyPrefixes.Capacity), 10_000);
        Assert.Equal(HeavyPrefixes.Capacity, heavy.Listed.Length);
        foreach (var prefix in heavy.Listed)
        {
            Assert.True(prefix == office || heavy.CountOf(prefix) <= 1);
        }
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.77/32", 32, 64)]
    [InlineData("192.0.2.77", "192.0.2.0/24", 24, 64)]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24", 24, 64)]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1:2::/64", 32, 64)]
    [InlineData("::1", "::/64", 32, 64)]
    public void ToText_IsAsPeopleWriteIt(string address, string text, int ipv4, int ipv6)
    {
        var options = new LoadBalancingOptions { Ipv4Prefix = ipv4, Ipv6Prefix = ipv6 };

        Assert.Equal(text, ClientPrefix.Of(IPAddress.Parse(address), options)!.Value.ToText(options));
    }

    private static ClientPrefix Prefix(string address) => ClientPrefix.Of(IPAddress.Parse(address), Options)!.Value;
}
