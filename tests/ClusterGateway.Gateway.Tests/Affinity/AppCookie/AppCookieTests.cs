using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Affinity.AppCookie;

public sealed class AppCookieTests
{
    private static readonly Dictionary<string, string?> Portal = new()
    {
        ["ReverseProxy:Clusters:app:LoadBalancingPolicy"] = "RoundRobin",
        ["ReverseProxy:Clusters:app:SessionAffinity:Policy"] = "AppCookie",
        ["ReverseProxy:Clusters:app:SessionAffinity:AffinityKeyName"] = "rpcid|JSESSIONID|jsessionid",
        ["ClusterGateway:KeyRing:Secrets:0"] = null,
    };

    [Theory]
    [InlineData("/", "JSESSIONID=1F.r2", "node2")]
    [InlineData("/", "a=b; JSESSIONID=\"1F.r3\"; c", "node3")]
    [InlineData("/", "JSESSIONID=1F.r2; rpcid=9.r3", "node3")]
    [InlineData("/", "rpcid=9.gone; JSESSIONID=1F.r2", "node2")]
    [InlineData("/", "JSESSIONID=1.F.eu.r4", "node4")]
    [InlineData("/", "JSESSIONID=other; JSESSIONID=1F.gone; JSESSIONID=1F.r2", "node2")]
    [InlineData("/", "JSESSIONID=1~F.r2", "node2")]
    [InlineData("/", "rpcid=1~F; JSESSIONID=2.r3", "node3")]
    [InlineData("/shop;jsessionid=1F.r3/cart?x=%2F", null, "node3")]
    public async Task Suffix_OfTheApplication_IsFollowedAndNothingChanges(string path, string? cookie, string node)
    {
        await using var cluster = await ClusterAsync();
        await using var gateway = await cluster.GatewayAsync(Portal);
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        using var client = gateway.NewClient(cookies: false);
        foreach (var origin in cluster.Origins)
        {
            origin.OnRequest = SetCookies($"JSESSIONID=1F.r2; Path=/; HttpOnly");
        }

        for (var i = 0; i < 4; i++)
        {
            using var response = await SendAsync(client, cookie, path);
            Assert.Equal(node, await response.Content.ReadAsStringAsync());
            Assert.Equal("JSESSIONID=1F.r2; Path=/; HttpOnly", Assert.Single(response.Headers.GetValues("Set-Cookie")));
        }

        Assert.Equal(cookie, cluster[node].LastCookie);
        Assert.Equal(4, decisions["hit"]);
    }

    [Fact]
    public async Task Suffix_OfTheGateway_IsAppendedAndTakenOffAgain()
    {
        await using var cluster = await ClusterAsync();
        await using var gateway = await cluster.GatewayAsync(Portal);
        using var client = gateway.NewClient(cookies: false);
        foreach (var origin in cluster.Origins)
        {
            origin.OnRequest = SetCookies("theme=dark.r9~x; Path=/a", "rpcid=\"1F\";Path=/;  HttpOnly; SameSite=Lax", "JSESSIONID=a.b", "JSESSIONID=; Max-Age=0");
        }

        using var first = await SendAsync(client, null);
        var node = await first.Content.ReadAsStringAsync();
        var route = $"r{node[^1]}";
        string[] expected = ["theme=dark.r9~x; Path=/a", $"rpcid=\"1F~{route}\";Path=/;  HttpOnly; SameSite=Lax", $"JSESSIONID=a.b~{route}", "JSESSIONID=; Max-Age=0"];
        Assert.Equal(expected, first.Headers.GetValues("Set-Cookie"));

        for (var i = 0; i < 4; i++)
        {
            using var again = await SendAsync(client, $"theme=dark.r9~x;  rpcid=\"1F~{route}\"; JSESSIONID=a.b~{route}");
            Assert.Equal(node, await again.Content.ReadAsStringAsync());
        }

        Assert.Equal("theme=dark.r9~x;  rpcid=\"1F\"; JSESSIONID=a.b", cluster[node].LastCookie);
    }

    [Fact]
    public async Task Session_Deleted_EndsTheBinding()
    {
        await using var cluster = await ClusterAsync();
        await using var gateway = await cluster.GatewayAsync(Portal);
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        using var browser = gateway.NewClient();
        foreach (var origin in cluster.Origins)
        {
            origin.OnRequest = context => SetCookies(context.Request.Path == "/logout" ? "JSESSIONID=x; Path=/; Max-Age=0" : "JSESSIONID=1F; Path=/")(context);
        }

        var node = await browser.GetStringAsync("/");
        Assert.Equal(node, await browser.GetStringAsync("/"));
        Assert.Equal(node, await browser.GetStringAsync("/logout"));
        Assert.NotEqual(node, await browser.GetStringAsync("/"));

        Assert.Equal(2, decisions["new"]);
        Assert.Equal(2, decisions["hit"]);
    }

    [Fact]
    public async Task Route_OfUnknownNode_AsksForTheMembershipButSeldom()
    {
        await using var cluster = await ClusterAsync();
        await using var gateway = await cluster.GatewayAsync(Portal);
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        using var client = gateway.NewClient(cookies: false);
        cluster.View.Remove("node3");
        cluster.View.OnRefresh = () => cluster.View.Set("node3", route: "r3");

        using var found = await SendAsync(client, "JSESSIONID=1F~r3");
        Assert.Equal("node3", await found.Content.ReadAsStringAsync());
        Assert.Equal("JSESSIONID=1F", cluster["node3"].LastCookie);
        for (var i = 0; i < 20; i++)
        {
            using var invented = await SendAsync(client, $"JSESSIONID=1F.{i}");
        }

        Assert.Equal(1, cluster.View.Refreshes);
        Assert.Equal(1, decisions["hit"]);
        Assert.Equal(20, decisions["unknown"]);
    }

    [Fact]
    public async Task Node_LostAndBack_MovesAnAdoptedSessionOnce()
    {
        await using var cluster = await ClusterAsync();
        await using var gateway = await cluster.GatewayAsync(Portal);
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        using var client = gateway.NewClient(cookies: false);

        // The applications take the session over and set no new cookie: the client goes on to name the node that it was on.
        cluster.View.Set("node1", keepsBound: false, PlacementTier.Never, route: "r1");
        using var moved = await SendAsync(client, "JSESSIONID=1F~r1");
        var second = await moved.Content.ReadAsStringAsync();
        cluster.View.Set("node1", route: "r1");
        for (var i = 0; i < 4; i++)
        {
            using var again = await SendAsync(client, "JSESSIONID=1F~r1");
            Assert.Equal(second, await again.Content.ReadAsStringAsync());
        }

        Assert.NotEqual("node1", second);
        Assert.Equal(1, decisions["rebound"]);
        Assert.Equal(4, decisions["hit"]);
    }

    [Fact]
    public async Task Node_LostAndBack_AfterARestartOfTheGateway_LeavesAnAdoptedSessionWhereItWent()
    {
        await using var cluster = await ClusterAsync();
        var directory = System.IO.Directory.CreateTempSubdirectory("clustergateway-moved-");
        string second;
        cluster.View.Set("node1", keepsBound: false, PlacementTier.Never, route: "r1");
        await using (var before = await cluster.GatewayAsync(Portal, directory.FullName))
        {
            using var client = before.NewClient(cookies: false);
            using var moved = await SendAsync(client, "JSESSIONID=1F~r1");
            second = await moved.Content.ReadAsStringAsync();
        }

        cluster.View.Set("node1", route: "r1");
        await using (var after = await cluster.GatewayAsync(Portal, directory.FullName))
        {
            using var client = after.NewClient(cookies: false);
            using var again = await SendAsync(client, "JSESSIONID=1F~r1");
            Assert.Equal(second, await again.Content.ReadAsStringAsync());
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Suffix_OnARouteWithoutAffinity_IsTakenOffAndAppendedToo()
    {
        await using var cluster = await ClusterAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>(Portal)
        {
            ["ReverseProxy:Routes:admin:ClusterId"] = "admin",
            ["ReverseProxy:Routes:admin:Match:Path"] = "/admin/{**rest}",
            ["ReverseProxy:Clusters:admin:Destinations:node1:Address"] = cluster["node1"].Url,
            ["ReverseProxy:Clusters:admin:Metadata:ClusterGateway.Pool"] = "cluster://primary",
        });
        using var client = gateway.NewClient(cookies: false);
        cluster["node1"].OnRequest = SetCookies("JSESSIONID=2; Path=/");

        using var response = await SendAsync(client, "a=1~r1; JSESSIONID=1F~r2; rpcid=x~y", "/admin/x");

        Assert.Equal("a=1~r1; JSESSIONID=1F; rpcid=x~y", cluster["node1"].LastCookie);
        Assert.Equal("JSESSIONID=2~r1; Path=/", Assert.Single(response.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task PlainYarpCluster_IsFollowedByItsDestinations()
    {
        await using var cluster = await TestCluster.StartAsync();
        foreach (var origin in cluster.Origins)
        {
            origin.OnRequest = SetCookies("JSESSIONID=1F");
        }

        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>(Portal) { ["ReverseProxy:Clusters:app:Metadata:ClusterGateway.Pool"] = null });
        using var browser = gateway.NewClient();

        var node = await browser.GetStringAsync("/");
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(node, await browser.GetStringAsync("/"));
        }
    }

    private static async Task<TestCluster> ClusterAsync()
    {
        var cluster = await TestCluster.StartAsync(4);
        cluster.View.Set("node4", tier: PlacementTier.Never, route: "eu.r4");
        cluster.View.Set("node1", route: "r1");
        cluster.View.Set("node2", route: "r2");
        cluster.View.Set("node3", route: "r3");
        return cluster;
    }

    private static Func<HttpContext, Task> SetCookies(params string[] cookies) => context =>
    {
        context.Response.Headers.SetCookie = cookies;
        return Task.CompletedTask;
    };

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string? cookie, string path = "/")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        return client.SendAsync(request);
    }
}
