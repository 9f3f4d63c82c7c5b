using System.Net;
using System.Net.Sockets;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.NodeHealth.Checks;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class TcpCheckTests
{
    [Fact]
    public async Task RunAsync_ListenerThenNone_PassesThenFails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = listener.LocalEndpoint.ToString()!;
        var check = new TcpCheck("rdp", TcpCheck.TargetOf(new CheckOptions { Address = address }, null)!);

        var up = await check.RunAsync(CancellationToken.None);
        listener.Stop();
        var down = await check.RunAsync(CancellationToken.None);

        Assert.True(up.Passed);
        Assert.False(down.Passed);
        Assert.StartsWith(address, down.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://app.example", "app.example", 80)]
    [InlineData("https://app.example/portal", "app.example", 443)]
    [InlineData("http://[::1]:8080", "::1", 8080)]
    public void TargetOf_NoAddress_IsTheApplication(string application, string host, int port) =>
        Assert.Equal(new DnsEndPoint(host, port), TcpCheck.TargetOf(new CheckOptions(), new Uri(application)));
}
