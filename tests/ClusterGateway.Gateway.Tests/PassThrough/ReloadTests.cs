using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Tests.Edge;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.PassThrough;

public sealed class ReloadTests
{
    /// <summary>The YARP cluster changes too, and with it the client of its nodes.</summary>
    [Fact]
    public async Task Reload_WhileAWebSocketAndADownloadRun_BothGoOn()
    {
        await using var gateway = await RawGateway.StartAsync();
        var rest = new TaskCompletionSource();
        gateway.Backend.Answer = async (head, stream) =>
        {
            if (head.Contains("Upgrade", StringComparison.Ordinal))
            {
                await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                await stream.WriteAsync(await stream.ReadAsync(4));
            }
            else if (!head.StartsWith("GET /file", StringComparison.Ordinal))
            {
                await stream.WriteAsync(ScriptedBackend.Empty);
            }
            else
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
                await rest.Task;
                await stream.WriteAsync("half");
            }
        };
        using var socket = await RawConnection.ConnectAsync(gateway.Url);
        await socket.WriteAsync(
            "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101", await socket.ReadHeadAsync(), StringComparison.Ordinal);
        using var download = await RawConnection.ConnectAsync(gateway.Url);
        await download.WriteAsync("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
        await download.ReadUntilAsync("half");

        var changed = RunningGateway.Cluster(gateway.Node);
        changed["ReverseProxy"]!["Routes"]!["users"]!["Match"]!["Path"] = "/elsewhere/{**rest}";
        changed["ReverseProxy"]!["Clusters"]!["nodes"]!["HttpClient"] = new JsonObject { ["MaxConnectionsPerServer"] = 7 };
        gateway.Running.Write(changed);
        await Eventually.TrueAsync(
            async () => (await RawClient.GetAsync(gateway.Url, "/other")).StartsWith("HTTP/1.1 404", StringComparison.Ordinal), "the route moved", TimeSpan.FromSeconds(60));

        await socket.WriteAsync("ping");
        Assert.Equal("ping", await socket.ReadAsync(4));
        rest.SetResult();
        Assert.Equal("half", await download.ReadAsync(4));
    }
}
