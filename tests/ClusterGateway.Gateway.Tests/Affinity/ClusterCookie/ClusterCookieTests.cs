using System.Net;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Testing.Time;

namespace ClusterGateway.Gateway.Tests.Affinity.ClusterCookie;

public sealed class ClusterCookieTests
{
    [Fact]
    public async Task Request_WithCookie_StaysOnItsNodeWhereverTheAddressGoes()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        using var client = gateway.NewClient();

        var first = await client.GetStringAsync("/");
        for (var i = 0; i < 20; i++)
        {
            client.DefaultRequestHeaders.Remove(TestGateway.ClientHeader);
            client.DefaultRequestHeaders.Add(TestGateway.ClientHeader, $"198.51.100.{i}");
            Assert.Equal(first, await client.GetStringAsync("/"));
        }

        Assert.Equal(1, decisions["new"]);
        Assert.Equal(20, decisions["hit"]);
    }

    [Fact]
    public async Task Response_ThatBinds_SetsThePromisedCookieOnce()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var client = gateway.NewClient(cookies: false);

        using var response = await client.GetAsync("/");

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^cluster-affinity=[A-Za-z0-9_-]+; path=/; samesite=lax; httponly$", cookie);
        Assert.Equal("private", response.Headers.CacheControl?.ToString());
        using var again = await SendAsync(client, cookie.Split(';')[0]);
        Assert.False(again.Headers.Contains("Set-Cookie"));
        Assert.Null(again.Headers.CacheControl);
    }

    [Fact]
    public async Task Request_WithSeveralCookies_FollowsTheOneThatCanBeRead()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var client = gateway.NewClient(cookies: false);
        using var first = await client.GetAsync("/");
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        client.DefaultRequestHeaders.Remove(TestGateway.ClientHeader);
        client.DefaultRequestHeaders.Add(TestGateway.ClientHeader, "198.51.100.7");

        using var again = await SendAsync(client, $"cluster-affinity=of-another; {cookie}");

        Assert.False(again.Headers.Contains("Set-Cookie"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Response_ForAFramedApplication_SetsACookieThatBrowsersKeepThere()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>
        {
            ["ReverseProxy:Clusters:app:SessionAffinity:Cookie:SameSite"] = "None",
            ["ReverseProxy:Clusters:app:SessionAffinity:Cookie:SecurePolicy"] = "Always",
        });
        using var client = gateway.NewClient(cookies: false);

        using var response = await client.GetAsync("/");

        Assert.Matches("^cluster-affinity=[A-Za-z0-9_-]+; path=/; secure; samesite=none; httponly$", Assert.Single(response.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task Cookie_BeyondItsLife_BindsNoMoreAndABusyOneIsRenewed()
    {
        var time = new FakeTimeProvider();
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(
            new Dictionary<string, string?>
            {
                ["ReverseProxy:Routes:all:Metadata:ClusterGateway.Affinity.Idle"] = "20m",
                ["ReverseProxy:Clusters:app:Metadata:ClusterGateway.Affinity.Idle"] = "1m",
                ["ReverseProxy:Clusters:app:Metadata:ClusterGateway.Affinity.Absolute"] = "1h",
            },
            time: time);
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        using var busy = gateway.NewClient("192.0.2.1");
        using var idle = gateway.NewClient("192.0.2.2");
        await busy.GetStringAsync("/");
        await idle.GetStringAsync("/");

        for (var i = 0; i < 4; i++)
        {
            time.Advance(TimeSpan.FromMinutes(14));
            await busy.GetStringAsync("/");
        }

        Assert.Equal(4, decisions["hit"]);
        await idle.GetStringAsync("/");
        Assert.Equal(1, decisions["unknown"]);
        time.Advance(TimeSpan.FromMinutes(5));
        await busy.GetStringAsync("/");
        Assert.Equal(2, decisions["unknown"]);
    }

    [Theory]
    [InlineData("max-age=60", "private, max-age=60")]
    [InlineData("public, max-age=60, s-maxage=90", "private, max-age=60")]
    [InlineData("no-store", "no-store")]
    [InlineData("no-cache, max-age=0", "no-cache, max-age=0")]
    public async Task Response_ThatBinds_IsPrivateUnlessStricter(string said, string expected)
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await using var gateway = await cluster.GatewayAsync();
        cluster["node1"].OnRequest = context =>
        {
            context.Response.Headers.CacheControl = said;
            return Task.CompletedTask;
        };
        using var client = gateway.NewClient();

        using var response = await client.GetAsync("/");

        Assert.Equal(expected, response.Headers.NonValidated["Cache-Control"].ToString());
    }

    [Fact]
    public async Task Node_GetsEveryCookieButOurs()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await using var gateway = await cluster.GatewayAsync();
        using var client = gateway.NewClient(cookies: false);
        using var first = await client.GetAsync("/");
        var ours = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var both = await SendAsync(client, $"a=\"x y\";  b=%20; {ours}; cluster-affinity2=z; =odd");
        Assert.Equal("a=\"x y\";  b=%20; cluster-affinity2=z; =odd", cluster["node1"].LastCookie);
        using var alone = await SendAsync(client, ours);
        Assert.Equal("", cluster["node1"].LastCookie ?? "");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(null)]
    public async Task Cookie_NotOurs_IsCountedUnknownAndReplaced(string? value)
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        using var client = gateway.NewClient(cookies: false);
        if (value is null)
        {
            // One of ours, one character changed.
            using var first = await client.GetAsync("/");
            var chars = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=')[1].ToCharArray();
            chars[^5] = chars[^5] == 'A' ? 'B' : 'A';
            value = new string(chars);
        }

        using var response = await SendAsync(client, $"cluster-affinity={value}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.Contains("Set-Cookie"));
        Assert.Equal(1, decisions["unknown"]);
    }

    [Fact]
    public async Task Cookie_OfDrainingNode_StillBinds()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var client = gateway.NewClient();
        var node = await client.GetStringAsync("/");

        cluster.View.Set(node, keepsBound: true, PlacementTier.Never);

        Assert.Equal(node, await client.GetStringAsync("/"));
        using var other = gateway.NewClient("203.0.113.9");
        Assert.NotEqual(node, await other.GetStringAsync("/"));
    }

    [Fact]
    public async Task Cookie_OfLostNode_IsReboundOnceAndNotPulledBack()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        using var client = gateway.NewClient();
        var node = await client.GetStringAsync("/");

        cluster.View.Set(node, keepsBound: false, PlacementTier.Never);
        var second = await client.GetStringAsync("/");
        cluster.View.Set(node);
        var third = await client.GetStringAsync("/");

        Assert.NotEqual(node, second);
        Assert.Equal(second, third);
        Assert.Equal(1, decisions["rebound"]);
        Assert.Equal(1, decisions["hit"]);
        Assert.Equal(0, cluster.View.Refreshes);
    }

    [Fact]
    public async Task Cookie_OfUnknownNode_AsksForTheMembershipFirst()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync();
        using var client = gateway.NewClient();
        var node = await client.GetStringAsync("/");
        cluster.View.Remove(node);
        cluster.View.OnRefresh = () => cluster.View.Set(node);

        Assert.Equal(node, await client.GetStringAsync("/"));
        Assert.Equal(1, cluster.View.Refreshes);
        Assert.False(cluster.View.RefreshEndsWithItsRequest);

        cluster.View.Remove(node);
        cluster.View.OnRefresh = () => { };
        Assert.NotEqual(node, await client.GetStringAsync("/"));
        Assert.Equal(2, cluster.View.Refreshes);
    }

    [Fact]
    public async Task Cookie_OfOneGateway_BindsOnTheOther()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var first = await cluster.GatewayAsync();
        await using var second = await cluster.GatewayAsync();
        for (var i = 0; i < 20; i++)
        {
            // Another address on the second gateway, so that only the cookie can lead to the node.
            using var client = first.NewClient($"192.0.2.{i}", cookies: false);
            using var bound = await client.GetAsync("/");
            using var other = second.NewClient($"198.51.100.{i}", cookies: false);
            using var answer = await SendAsync(other, bound.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

            Assert.Equal(await bound.Content.ReadAsStringAsync(), await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Cookie_OfAnotherCluster_IsUnknown()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var ours = await cluster.GatewayAsync();
        cluster.Ring.Clear();
        await using var theirs = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ClusterGateway:Name"] = "another" });
        using var decisions = new Measurements(ours, "clustergateway.affinity.decisions", "result");
        using var client = theirs.NewClient(cookies: false);
        using var bound = await client.GetAsync("/");
        using var other = ours.NewClient(cookies: false);

        using var answer = await SendAsync(other, bound.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        Assert.Equal(1, decisions["unknown"]);
    }

    [Fact]
    public async Task Cookie_SentToPrimaryCluster_IsStrippedAndLeftAlone()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>
        {
            ["ReverseProxy:Routes:admin:ClusterId"] = "admin",
            ["ReverseProxy:Routes:admin:Match:Path"] = "/admin/{**rest}",
            ["ReverseProxy:Clusters:admin:Destinations:node1:Address"] = cluster["node1"].Url,
            ["ReverseProxy:Clusters:admin:Metadata:ClusterGateway.Pool"] = "cluster://primary",
        });
        using var client = gateway.NewClient(cookies: false);
        using var first = await client.GetAsync("/");
        var ours = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var admin = await SendAsync(client, $"admin-session=1; {ours}", "/admin/x");

        Assert.Equal("admin-session=1", cluster["node1"].LastCookie);
        Assert.False(admin.Headers.Contains("Set-Cookie"));
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string cookie, string path = "/")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return client.SendAsync(request);
    }
}
