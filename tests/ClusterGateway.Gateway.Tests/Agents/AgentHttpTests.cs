using System.Net;
using System.Net.Sockets;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;

namespace ClusterGateway.Gateway.Tests.Agents;

public sealed class AgentHttpTests
{
    /// <summary>As by a port forwarder whose target is down; whoever asks expects one kind of exception, and workers end of any other.</summary>
    [Fact]
    public async Task SendAsync_ConnectionsResetInTheMomentTheyAreMade_IsARequestThatFailed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var resetting = ResetAllAsync(listener);
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/self");
        using (var http = new AgentHttp(new GatewayOptions(), TimeProvider.System))
        {
            for (var i = 0; i < 2000; i++)
            {
                await Assert.ThrowsAsync<HttpRequestException>(
                    () => http.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), AgentHttp.Timeout, CancellationToken.None));
            }
        }

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
