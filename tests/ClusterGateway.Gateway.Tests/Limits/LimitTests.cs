using ClusterGateway.Gateway.Tests.Edge;
using ClusterGateway.Testing.Http;

namespace ClusterGateway.Gateway.Tests.Limits;

/// <summary>Floods and slowness of one request: it ends, and nothing of it, or no whole request, reaches the node.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Heads_BeyondTheLimits_AreRefused()
    {
        await using var gateway = await RawGateway.StartAsync(
            "--ClusterGateway:Limits:RequestLine=1024", "--ClusterGateway:Limits:RequestHeaders=2048", "--ClusterGateway:Limits:RequestHeaderCount=20");
        var many = string.Concat(Enumerable.Range(0, 30).Select(i => $"X-{i}: a\r\n"));

        Assert.StartsWith("HTTP/1.1 414", await gateway.SendAsync($"GET /{new string('a', 2000)} HTTP/1.1\r\nHost: h\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await gateway.SendAsync($"GET / HTTP/1.1\r\nHost: h\r\nX-A: {new string('a', 3000)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await gateway.SendAsync($"GET / HTTP/1.1\r\nHost: h\r\n{many}\r\n"), StringComparison.Ordinal);
        Assert.Empty(gateway.Backend.Heads);
        Assert.StartsWith("HTTP/1.1 200", await gateway.SendAsync("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_ThatDoesNotEnd_IsCutAfterItsTimeout()
    {
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Limits:HeadersTimeout=1s");

        var answer = await gateway.SendAsync("GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Empty(gateway.Backend.Heads);
    }

    [Fact]
    public async Task Connection_ThatSaysNothing_IsCutAfterKeepAlive()
    {
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Limits:KeepAlive=1s");

        Assert.Empty(await gateway.SendAsync(""));
    }

    [Fact]
    public async Task Body_SlowerThanItsRate_IsCut_AndTheNodeSeesNoEnd()
    {
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Limits:RequestBodyRate=1000", "--ClusterGateway:Limits:RateGrace=2s");
        var received = new TaskCompletionSource<string>();
        gateway.Backend.Answer = async (_, stream) => received.TrySetResult(await stream.ReadToEndAsync());

        var answer = await gateway.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nabc");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.True((await received.Task).Length < 1000);
    }

    [Fact]
    public async Task Client_ThatDoesNotRead_IsCut()
    {
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Limits:ResponseRate=1048576", "--ClusterGateway:Limits:RateGrace=2s");
        var cut = new TaskCompletionSource();
        gateway.Backend.Answer = async (_, stream) =>
        {
            try
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                var piece = new byte[1024 * 1024];
                for (var i = 0; i < 1000; i++)
                {
                    await stream.Stream.WriteAsync(piece);
                }
            }
            catch (IOException)
            {
                cut.SetResult();
            }
        };
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        await cut.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }
}
