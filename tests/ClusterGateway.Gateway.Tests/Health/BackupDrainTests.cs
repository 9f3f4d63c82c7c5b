using System.Text.Json.Nodes;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Affinity.ClusterCookie;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Health;

/// <summary><c>BackupFailback: drain</c>, with cookies that say when their clients were last seen. n1 is ordinary, n2 the backup.</summary>
public sealed class BackupDrainTests
{
    [Theory]
    [InlineData(30, true, "n1", true)]
    [InlineData(10, true, "n2", true)]
    [InlineData(1, true, "n2", false)]
    [InlineData(30, false, "n2", true)]
    public async Task ClientOnTheBackup_SeenAWhileAgo_StaysOrIsPlacedAnew(int minutes, bool ordinaryIsUp, string node, bool newCookie)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n1.Self = n1.Self with { Health = ordinaryIsUp ? NodeHealth.Healthy : NodeHealth.Unhealthy };
        n2.Self = n2.Self with { Tags = [NodeTags.Backup] };
        await using var gateway = await StartAsync(n1, n2);

        using var response = await GetAsync(gateway, CookieOf(gateway, "n2", TimeSpan.FromMinutes(minutes)));

        Assert.Equal(node, await response.Content.ReadAsStringAsync());
        Assert.Equal(newCookie, response.Headers.TryGetValues("Set-Cookie", out var set));
        if (set is not null)
        {
            using var next = await GetAsync(gateway, set.Single().Split(';')[0]);
            Assert.Equal(node, await next.Content.ReadAsStringAsync());
            Assert.False(next.Headers.Contains("Set-Cookie"));
        }
    }

    /// <summary>Somebody works over the connection, however old the cookie is; without it he is placed anew.</summary>
    [Fact]
    public async Task ClientOnTheBackup_OnlyAConnectionIsOpen_StaysWhileItIs()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };
        n2.Self = n2.Self with { Tags = [NodeTags.Backup] };
        var answer = n2.Application.Respond;
        n2.Application.Respond = async context =>
        {
            if (!context.Request.Headers.Accept.ToString().Contains("event-stream", StringComparison.Ordinal))
            {
                await answer(context);
                return;
            }

            await context.Response.WriteAsync("open");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        await using var gateway = await StartAsync(n1, n2);
        var cookie = CookieOf(gateway, "n2", TimeSpan.FromMinutes(30));
        var stream = await StreamAsync(gateway, cookie);
        n1.Self = n1.Self with { Health = NodeHealth.Healthy };
        await gateway.UntilAsync("n1", node => node.Health == NodeHealth.Healthy, "it is back");

        using var during = await GetAsync(gateway, cookie);
        Assert.Equal("n2", await during.Content.ReadAsStringAsync());
        using var other = await GetAsync(gateway, CookieOf(gateway, "n2", TimeSpan.FromMinutes(30)));
        Assert.Equal("n1", await other.Content.ReadAsStringAsync());

        stream.Dispose();
        await Eventually.TrueAsync(
            async () =>
            {
                using var after = await GetAsync(gateway, cookie);
                return await after.Content.ReadAsStringAsync() == "n1";
            },
            "the connection has ended");
    }

    [Fact]
    public async Task ClientOnAnOrdinaryNode_SeenLongAgo_Stays()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await StartAsync(n1, n2);

        foreach (var node in new[] { "n1", "n2" })
        {
            using var response = await GetAsync(gateway, CookieOf(gateway, node, TimeSpan.FromHours(3)));
            Assert.Equal(node, await response.Content.ReadAsStringAsync());
            Assert.False(response.Headers.Contains("Set-Cookie"));
        }
    }

    private static async Task<RunningGateway> StartAsync(FakeNodeAgent n1, FakeNodeAgent n2)
    {
        n1.Members = () => [n1.View, n2.View];
        var configuration = RunningGateway.Cluster(n1);
        configuration["ClusterGateway"]!["KeyRing"] = new JsonObject { ["Secrets"] = "a secret of the gateways, 32 chars" };
        configuration["ClusterGateway"]!["Probing"]!["Timeout"] = "10s";
        configuration["ClusterGateway"]!["LoadBalancing"] = new JsonObject { ["BackupFailback"] = "drain" };
        configuration["ReverseProxy"]!["Clusters"]!["nodes"]!["SessionAffinity"] =
            new JsonObject { ["Enabled"] = true, ["Policy"] = "ClusterCookie", ["AffinityKeyName"] = "cluster-affinity" };
        var gateway = await RunningGateway.StartAsync(configuration);
        await gateway.UntilAsync("n1", n => n.Self is not null, "probed");
        await gateway.UntilAsync("n2", n => n.Self is not null, "probed");
        await Eventually.TrueAsync(async () => (await gateway.Management.GetAsync("/readyz")).IsSuccessStatusCode, "ready");
        return gateway;
    }

    private static string CookieOf(RunningGateway gateway, string node, TimeSpan unseen)
    {
        var seen = TimeProvider.System.GetUtcNow() - unseen;
        return "cluster-affinity=" + gateway.Service<TicketProtector>().Protect(new AffinityTicket("cluster", node, AffinityTicket.NewClientId(), seen, seen));
    }

    private static async Task<HttpResponseMessage> StreamAsync(RunningGateway gateway, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Cookie", cookie }, { "Accept", "text/event-stream" } } };
        return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<HttpResponseMessage> GetAsync(RunningGateway gateway, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", cookie);
        return await gateway.Client.SendAsync(request);
    }
}
