using System.Net;
using System.Text;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Retries;

public sealed class RetryTests
{
    [Fact]
    public async Task Unbound_NodeRefuses_GoesToTheNextWithItsBodyWhole()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var retries = new Measurements(gateway, "clustergateway.retries", "reason");
        var (address, node) = await PlacedAsync(gateway);
        await cluster[node].DisposeAsync();
        var body = new string('x', 300_000);
        using var client = gateway.NewClient(address, cookies: false);
        ForgetPlacement(client);

        using var response = await client.PostAsync("/upload", new StringContent(body, Encoding.UTF8));

        var answered = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual(node, answered);
        Assert.Equal(body, cluster[answered].LastBody);
        Assert.Equal("kept", Assert.Single(response.Headers.GetValues("X-Outer")));
        Assert.Equal(answered, Assert.Single(response.Headers.GetValues("X-Node")));
        Assert.Equal(1, retries["connect"]);
        Assert.Equal([node], cluster.View.ConnectFailures);
    }

    [Fact]
    public async Task Unbound_AllRefuse_Gets502AfterEachWasTriedOnce()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        foreach (var origin in cluster.Origins)
        {
            await origin.DisposeAsync();
        }

        using var client = gateway.NewClient(cookies: false);
        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(["node1", "node2", "node3"], cluster.View.ConnectFailures.Order(StringComparer.Ordinal));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Bound_NodeRefusesAndProbeFindsItDown_IsReboundWithANewCookie()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var client = gateway.NewClient();
        var node = await client.GetStringAsync("/");
        cluster.View.OnConnectFailure = failed =>
        {
            cluster.View.Set(failed, keepsBound: false, PlacementTier.Never);
            return Task.CompletedTask;
        };
        await cluster[node].DisposeAsync();

        using var response = await client.PostAsync("/", new StringContent("body"));

        var answered = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual(node, answered);
        Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Equal(answered, await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Bound_NodeRefusesForAMomentButLives_KeepsItsSession()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var fault = TcpFault.InFrontOf("127.0.0.1", new Uri(cluster["node1"].Url).Port);
        cluster.View.Set("node2", keepsBound: true, PlacementTier.Never);
        cluster.View.Set("node3", keepsBound: true, PlacementTier.Never);
        await using var gateway = await cluster.GatewayAsync(Through(fault));
        using var client = gateway.NewClient();
        Assert.Equal("node1", await client.GetStringAsync("/"));
        fault.Refuse();

        var waiting = client.PostAsync("/", new StringContent("body"));
        await Eventually.TrueAsync(() => cluster.View.ConnectFailures.Count >= 2, "the node was tried again");
        fault.Heal();
        using var response = await waiting;

        Assert.Equal("node1", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Bound_NodeStaysRefusedButCountsAsAlive_Gets502AndKeepsItsCookie()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ClusterGateway:Retries:Patience"] = "600ms" });
        using var client = gateway.NewClient();
        var node = await client.GetStringAsync("/");
        await cluster[node].DisposeAsync();

        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.All(cluster.View.ConnectFailures, failed => Assert.Equal(node, failed));
    }

    [Fact]
    public async Task NoAnswerInTime_WithAffinity_Gets504()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ReverseProxy:Clusters:app:HttpRequest:ActivityTimeout"] = "00:00:00.3" });
        foreach (var origin in cluster.Origins)
        {
            origin.OnRequest = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        }

        using var client = gateway.NewClient();
        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal(1, cluster.Origins.Sum(o => o.Requests));
    }

    [Fact]
    public async Task Response_Started_IsNeverMixedWithAnother()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        var headersArrived = new TaskCompletionSource();
        foreach (var origin in cluster.Origins)
        {
            origin.OnRequest = async context =>
            {
                context.Response.ContentLength = 100;
                await context.Response.Body.WriteAsync("half"u8.ToArray());
                await context.Response.Body.FlushAsync();
                await headersArrived.Task;
                context.Abort();
            };
        }

        using var client = gateway.NewClient(cookies: false);
        using var response = await client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
        headersArrived.SetResult();

        await Assert.ThrowsAnyAsync<HttpRequestException>(response.Content.ReadAsStringAsync);
        Assert.Equal(1, cluster.Origins.Sum(o => o.Requests));
    }

    [Fact]
    public async Task Budget_UsedUp_AnswersTheFailure()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ClusterGateway:Retries:AtLeast"] = "0", ["ClusterGateway:Retries:Budget"] = "0" });
        var (address, node) = await PlacedAsync(gateway);
        await cluster[node].DisposeAsync();
        using var client = gateway.NewClient(address, cookies: false);
        ForgetPlacement(client);

        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [Fact]
    public async Task Bound_OtherNodesChange_ItsOwnIsNotTriedMoreOften()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ClusterGateway:Retries:Patience"] = "600ms" });
        using var client = gateway.NewClient();
        var node = await client.GetStringAsync("/");
        await cluster[node].DisposeAsync();
        var other = cluster.Origins.First(o => o.Id != node).Id;

        var waiting = client.GetAsync("/");
        for (var weight = 1; !waiting.IsCompleted; weight++)
        {
            cluster.View.Set(other, weight: weight);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        using var response = await waiting;
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.InRange(cluster.View.ConnectFailures.Count, 2, 6);
    }

    [Fact]
    public async Task RetriesOff_IsSentOnceAndTheNodeReported()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ReverseProxy:Clusters:app:Metadata:ClusterGateway.Retries"] = "false" });
        foreach (var origin in cluster.Origins)
        {
            await origin.DisposeAsync();
        }

        using var client = gateway.NewClient(cookies: false);
        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Single(cluster.View.ConnectFailures);
    }

    [Fact]
    public async Task PlainYarpCluster_IsLeftAsItIs()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ReverseProxy:Clusters:app:Metadata:ClusterGateway.Pool"] = null });
        foreach (var origin in cluster.Origins)
        {
            await origin.DisposeAsync();
        }

        using var client = gateway.NewClient(cookies: false);
        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Empty(cluster.View.ConnectFailures);
    }

    /// <summary>A cookie that is not ours makes the gateway place the client without asking its memory.</summary>
    private static void ForgetPlacement(HttpClient client) => client.DefaultRequestHeaders.Add("Cookie", "cluster-affinity=none");

    private static async Task<(string Address, string Node)> PlacedAsync(TestGateway gateway)
    {
        using var client = gateway.NewClient("192.0.2.77", cookies: false);
        return ("192.0.2.77", await client.GetStringAsync("/"));
    }

    private static Dictionary<string, string?> Through(TcpFault fault) =>
        new() { ["ReverseProxy:Clusters:app:Destinations:node1:Address"] = $"http://127.0.0.1:{fault.Port}" };
}
