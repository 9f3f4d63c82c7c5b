using System.Net;
using System.Net.Sockets;
using ClusterGateway.Gateway.Limits;
using ClusterGateway.Gateway.Tests.Edge;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Telemetry;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Limits;

public sealed class AddressLimitTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Fact]
    public async Task Address_WithTooManyConnections_GetsNoMore_OthersDo()
    {
        using var metrics = new RecordedMetrics();
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Limits:ConnectionsPerAddress=2");
        var limit = gateway.Running.Service<AddressLimit>();
        using var first = await ConnectAsync(gateway, IPAddress.Loopback);
        using var second = await ConnectAsync(gateway, IPAddress.Loopback);

        Assert.Empty(await SendAsync(gateway));
        using var other = await ConnectAsync(gateway, IPAddress.Parse("127.0.0.2"));
        Assert.Equal(2, limit.Addresses);
        Assert.Contains("clustergateway.edge.rejected reason=connections", metrics.Series);

        first.Dispose();
        await Eventually.TrueAsync(
            async () => (await SendAsync(gateway)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal), "a place became free");
        second.Dispose();
        other.Dispose();
        await Eventually.TrueAsync(() => limit.Addresses == 0, "nothing is remembered of addresses without connections");
    }

    [Fact]
    public async Task TrustedProxy_HasNoLimit()
    {
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Limits:ConnectionsPerAddress=1", "--ClusterGateway:TrustedProxies:0=127.0.0.0/8");
        using var first = await ConnectAsync(gateway, IPAddress.Loopback);
        using var second = await ConnectAsync(gateway, IPAddress.Loopback);

        Assert.Equal(0, gateway.Running.Service<AddressLimit>().Addresses);
    }

    [Fact]
    public async Task Zero_NothingIsCounted()
    {
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Limits:ConnectionsPerAddress=0");
        using var first = await ConnectAsync(gateway, IPAddress.Loopback);

        Assert.False(gateway.Running.Service<AddressLimit>().IsOn);
    }

    /// <returns>Nothing when the gateway closed the connection, as early as it may be.</returns>
    private static async Task<string> SendAsync(RawGateway gateway)
    {
        try
        {
            return await gateway.SendAsync("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return "";
        }
    }

    private static async Task<RawConnection> ConnectAsync(RawGateway gateway, IPAddress from)
    {
        var connection = await RawConnection.ConnectAsync(gateway.Url, from);
        await connection.WriteAsync(Get);
        Assert.StartsWith("HTTP/1.1 200", await connection.ReadHeadAsync(), StringComparison.Ordinal);
        return connection;
    }
}
