using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;

namespace ClusterGateway.Gateway.Tests.Retries;

/// <summary>A node whose process has just been killed: the kernel still takes its connections, and resets them.</summary>
public sealed class ResetConnectionTests
{
    [Fact]
    public async Task Connections_ResetInTheMomentTheyAreMade_CostNoRepeatableRequest()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var resetting = ResetAllAsync(listener);
        await using var cluster = await TestCluster.StartAsync();
        var dying = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        await using var gateway = await cluster.GatewayAsync(
            new Dictionary<string, string?>
            {
                ["ReverseProxy:Clusters:app:Destinations:node1:Address"] = dying,
                // Nobody takes the node out here, as a real cluster would within a second.
                ["ClusterGateway:Retries:AtLeast"] = "10000",
            });

        for (var i = 0; i < 1000; i++)
        {
            using var client = gateway.NewClient($"192.0.{i / 250}.{i % 250}", cookies: false);
            using var response = await client.GetAsync("/");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Contains("node1", cluster.View.ConnectFailures);
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => resetting);
    }

    private static async Task ResetAllAsync(TcpListener listener)
    {
        while (true)
        {
            using var socket = await listener.AcceptSocketAsync();
            socket.LingerState = new LingerOption(true, 0);
        }
    }
}
