using System.Net;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;

namespace ClusterGateway.Gateway.Tests.Retries;

/// <summary>The connection ends while the response is waited for, as when the application's process is killed.</summary>
public sealed class LostConnectionTests
{
    [Theory]
    [InlineData("GET", false, true)]
    [InlineData("OPTIONS", false, true)]
    [InlineData("POST", false, false)]
    [InlineData("DELETE", false, false)]
    [InlineData("GET", true, true)]
    [InlineData("POST", true, false)]
    public async Task Unbound_BeforeAnythingWasPassedOn_IsTriedAgainOnlyWhenNothingCanHaveChanged(string method, bool headers, bool again)
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        var failed = 0;
        foreach (var origin in cluster.Origins)
        {
            origin.OnRequest = async context =>
            {
                if (Interlocked.Increment(ref failed) == 1)
                {
                    context.Response.Headers["X-Leak"] = "1";
                    await (headers ? context.Response.StartAsync() : Task.CompletedTask);
                    context.Abort();
                }
            };
        }

        using var client = gateway.NewClient(cookies: false);
        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/"));

        Assert.Equal(again ? HttpStatusCode.OK : HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(again ? 2 : 1, failed);
        Assert.False(response.Headers.Contains("X-Leak"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bound_AgainAndAgain_IsMovedOnlyWhenTheProbeFindsItDown(bool down)
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var client = gateway.NewClient();
        var node = await client.GetStringAsync("/");
        cluster.View.OnConnectFailure = failed =>
        {
            cluster.View.Set(failed, keepsBound: !down, PlacementTier.Never);
            return Task.CompletedTask;
        };
        var before = cluster[node].Requests;
        cluster[node].OnRequest = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        using var response = await client.GetAsync("/");

        Assert.Equal(down ? HttpStatusCode.OK : HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(down, response.Headers.Contains("Set-Cookie"));
        Assert.Equal(before + 3, cluster[node].Requests);
        Assert.Equal([node], cluster.View.ConnectFailures);
    }
}
