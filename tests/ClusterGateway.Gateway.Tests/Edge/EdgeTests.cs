using System.Net;
using System.Text.Json.Nodes;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Edge;

public sealed class EdgeTests
{
    private static readonly string[] Spoofed =
        ["Cluster-Node: evil", "cluster-anything: evil", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.test", "Forwarded: for=6.6.6.6"];

    [Fact]
    public async Task SpoofedHeaders_FromAnybody_AreReplaced()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);

        var headers = await SendAsync(gateway, n1, Spoofed);

        Assert.Equal("n1", headers["cluster-node"]);
        Assert.Equal("127.0.0.1", headers["x-forwarded-for"]);
        Assert.Equal("http", headers["x-forwarded-proto"]);
        Assert.Equal("example.test", headers["x-forwarded-host"]);
        Assert.Equal("example.test", headers["host"]);
        Assert.DoesNotContain("cluster-anything", headers.Keys);
        Assert.DoesNotContain("forwarded", headers.Keys);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("6.6.6.6, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    public async Task TrustedProxy_ClientIsTheNearestUntrusted(string forwarded, string expected)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var configuration = RunningGateway.Cluster(n1);
        configuration["ClusterGateway"]!["TrustedProxies"] = new JsonArray("127.0.0.1", "10.0.0.0/8");
        await using var gateway = await RunningGateway.StartAsync(configuration);
        await gateway.UntilAsync("n1", n => n.Admission.KeepsBound, "serves");

        var headers = await SendAsync(gateway, n1, $"X-Forwarded-For: {forwarded}", "X-Forwarded-Proto: https", "X-Forwarded-Host: public.test");

        Assert.Equal(expected, headers["x-forwarded-for"]);
        Assert.Equal("https", headers["x-forwarded-proto"]);
        Assert.Equal("public.test", headers["x-forwarded-host"]);
        Assert.DoesNotContain("x-original-for", headers.Keys);
    }

    [Theory]
    [InlineData("/a%2Fb/c")]
    [InlineData("//double//slash")]
    [InlineData("/path;jsessionid=ABC.node1?q=a%20b&c=%2f")]
    [InlineData("/a/../b/./c")]
    [InlineData("/%7Euser/%41?x=%7e")]
    [InlineData("/plus+and%2Bplus?a=+&b=%2B")]
    [InlineData("/?")]
    [InlineData("/caf%C3%A9/%E2%82%AC?q=%C3%A9")]
    [InlineData("/rpc?{\"json\":[1]}")]
    public async Task PathAndQuery_ReachTheNodeByteForByte(string target)
    {
        await using var backend = new RawBackend();
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.Self = n1.Self with { Address = backend.Address.AbsoluteUri };
        await using var gateway = await RunningGateway.StartAsync(n1);

        var answer = await RawClient.GetAsync(gateway.Url, target);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        var head = Assert.Single(backend.Heads);
        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nHost: example.test\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExposeNode_TellsTheClient()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);

        using var response = await gateway.Client.GetAsync("/");

        Assert.Equal("n1", Assert.Single(response.Headers.GetValues("Cluster-Node")));
    }

    [Fact]
    public async Task NothingServes_BrowserGetsAPage()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.Self = n1.Self with { AdministrativeState = AdministrativeState.Maintenance };
        await gateway.UntilAsync("n1", n => !n.Admission.KeepsBound, "serves nobody");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("Try again", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeRefuses_NoOtherLeft_ProblemDetails()
    {
        await using var plain = await FakeApplication.StartAsync("plain");
        await using var gateway = await RunningGateway.StartAsync(Plain(plain.Address));
        await plain.StopAsync();

        using var response = await gateway.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("urn:clustergateway:problem:bad-gateway", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainYarp_NoClusterGatewaySection_HashCookieBinds()
    {
        await using var a = await FakeApplication.StartAsync("a");
        await using var b = await FakeApplication.StartAsync("b");
        var configuration = Plain(a.Address, b.Address);
        configuration["ReverseProxy"]!["Clusters"]!["c"]!["SessionAffinity"] =
            JsonNode.Parse("""{ "Enabled": true, "Policy": "HashCookie", "AffinityKeyName": "sticky" }""");
        await using var gateway = await RunningGateway.StartAsync(configuration);
        using var first = await gateway.Client.GetAsync("/");
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie")).Split(';')[0];
        var node = await first.Content.ReadAsStringAsync();

        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("Cookie", cookie);
            using var response = await gateway.Client.SendAsync(request);
            Assert.Equal(node, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task ApplicationsOwnErrors_PassUntouched()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.Application.Respond = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };

        using var response = await gateway.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    private static async Task<IReadOnlyDictionary<string, string>> SendAsync(RunningGateway gateway, FakeNodeAgent node, params string[] headers)
    {
        await Eventually.TrueAsync(
            async () => (await RawClient.GetAsync(gateway.Url, "/warm")).StartsWith("HTTP/1.1 200", StringComparison.Ordinal), "the node is reachable");
        await RawClient.SendAsync(
            gateway.Url, $"GET / HTTP/1.1\r\nHost: example.test\r\nConnection: close\r\n{string.Join("\r\n", headers)}\r\n\r\n");
        return node.Application.Requests.Last();
    }

    private static JsonObject Plain(params Uri[] addresses)
    {
        var destinations = new JsonObject();
        foreach (var address in addresses)
        {
            destinations[$"d{destinations.Count}"] = new JsonObject { ["Address"] = address.AbsoluteUri };
        }

        return new JsonObject
        {
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = JsonNode.Parse("""{ "all": { "ClusterId": "c", "Match": { "Path": "{**path}" } } }"""),
                ["Clusters"] = new JsonObject { ["c"] = new JsonObject { ["Destinations"] = destinations } },
            },
        };
    }
}
