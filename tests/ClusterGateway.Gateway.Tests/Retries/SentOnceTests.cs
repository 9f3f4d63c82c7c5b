using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Testing.Http;

namespace ClusterGateway.Gateway.Tests.Retries;

public sealed class SentOnceTests
{
    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("MOVE")]
    [InlineData("COPY")]
    [InlineData("MKCOL")]
    [InlineData("UNLOCK")]
    public async Task NoBody_NodeClosesWithoutAnAnswer_ArrivesOnce(string method)
    {
        await using var backend = new RawBackend { Answers = false };
        var answer = await SendAsync(backend, method);

        Assert.StartsWith("HTTP/1.1 502", answer, StringComparison.Ordinal);
        var head = Assert.Single(backend.Heads);
        Assert.StartsWith($"{method} /x HTTP/1.1", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nContent-Length: 0\r\n", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    public async Task NoBody_MayArriveTwice_IsSentAsItCame(string method)
    {
        await using var backend = new RawBackend();
        var answer = await SendAsync(backend, method);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", Assert.Single(backend.Heads), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> SendAsync(RawBackend backend, string method)
    {
        await using var cluster = await TestCluster.StartAsync(nodes: 1);
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>
        {
            ["ReverseProxy:Clusters:app:Destinations:node1:Address"] = backend.Address.AbsoluteUri,
        });
        return await RawClient.SendAsync(gateway.Url, $"{method} /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    }
}
