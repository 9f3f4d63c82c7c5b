using System.Net;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;

namespace ClusterGateway.Gateway.Tests.Retries;

public sealed class RepeatedBodyTests
{
    [Theory]
    [InlineData("PROPFIND", "", 1_000, true)]
    [InlineData("PROPFIND", "", 70_000, false)]
    [InlineData("PUT", "", 1_000, false)]
    [InlineData("PUT", "true", 1_000, true)]
    [InlineData("PUT", "true", 70_000, false)]
    [InlineData("POST", "true", 1_000, false)]
    public async Task ConnectionLost_AfterTheBodyWasRead_IsSentAgainWhereThatIsAllowedAndItFits(string method, string idempotent, int size, bool again)
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ReverseProxy:Routes:all:Metadata:ClusterGateway.Retries.Idempotent"] = idempotent });
        var failed = 0;
        var bodies = new List<string>();
        foreach (var origin in cluster.Origins)
        {
            origin.OnRequest = context =>
            {
                bodies.Add(origin.LastBody!);
                if (Interlocked.Increment(ref failed) == 1)
                {
                    context.Abort();
                }

                return Task.CompletedTask;
            };
        }

        var body = new string('x', size);
        using var client = gateway.NewClient(cookies: false);
        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/") { Content = new StringContent(body) });

        Assert.Equal(again ? HttpStatusCode.OK : HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(again ? [body, body] : [body], bodies);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    public async Task Read_AfterRewind_TheSameBytes(int size, int limit)
    {
        var bytes = Enumerable.Range(0, size).Select(i => (byte)i).ToArray();
        await using var body = new ReplayBody(new MemoryStream(bytes), limit);
        Assert.Equal(bytes, await ReadAsync(body));

        Assert.Equal(size <= limit, body.IsWhole);
        body.Rewind();
        Assert.Equal(size <= limit ? bytes : [], await ReadAsync(body));
    }

    private static async Task<byte[]> ReadAsync(ReplayBody body)
    {
        var all = new MemoryStream();
        var buffer = new byte[7];
        int read;
        while ((read = await body.ReadAsync(buffer)) > 0)
        {
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
