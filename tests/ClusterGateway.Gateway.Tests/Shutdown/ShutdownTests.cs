using System.Net;
using ClusterGateway.Gateway.Tests.Edge;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Shutdown;

public sealed class ShutdownTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Fact]
    public async Task Delay_NotReadyButServing_NewConnectionsToo()
    {
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Shutdown:Delay=4s");
        using var idle = await RawConnection.ConnectAsync(gateway.Url);
        await idle.WriteAsync(Get);
        await idle.ReadHeadAsync();

        var stopped = gateway.Running.StopAsync();

        await Eventually.TrueAsync(
            async () =>
            {
                using var ready = await gateway.Running.Management.GetAsync("/readyz");
                return ready.StatusCode == HttpStatusCode.ServiceUnavailable && (await ready.Content.ReadAsStringAsync()).Contains("about to stop", StringComparison.Ordinal);
            },
            "not ready");
        await idle.WriteAsync(Get);
        Assert.StartsWith("HTTP/1.1 200", await idle.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await gateway.SendAsync("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        await stopped;
    }

    [Fact]
    public async Task Request_ThatRuns_IsFinished_AndItsClientToldToLeave()
    {
        await using var gateway = await RawGateway.StartAsync();
        var go = new TaskCompletionSource();
        gateway.Backend.Answer = async (_, stream) =>
        {
            await go.Task;
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");
        };
        using var running = await RawConnection.ConnectAsync(gateway.Url);
        await running.WriteAsync(Get);
        await Eventually.TrueAsync(() => gateway.Backend.Heads.Count == 1, "the node has the request");
        using var idle = await RawConnection.ConnectAsync(gateway.Url);

        var stopped = gateway.Running.StopAsync();

        Assert.Empty(await idle.ReadToEndAsync());
        Assert.False(stopped.IsCompleted);
        go.SetResult();
        var answer = await running.ReadToEndAsync();
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("abcd", answer, StringComparison.Ordinal);
        await stopped;
    }

    [Fact]
    public async Task Request_ThatDoesNotEnd_IsCutAtTheTimeout()
    {
        await using var gateway = await RawGateway.StartAsync("--ClusterGateway:Shutdown:Timeout=1s");
        gateway.Backend.Answer = (_, stream) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabcd");
        using var running = await RawConnection.ConnectAsync(gateway.Url);
        await running.WriteAsync(Get);
        await running.ReadHeadAsync();

        await Eventually.CompletesAsync(gateway.Running.StopAsync(), "the gateway stopped");

        Assert.Equal("abcd", await running.ReadToEndAsync());
    }
}
