using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Screening;

/// <summary>Guesses of passwords at the demo portal, through three gateways, and what keeps them out.</summary>
public sealed class ScreeningTests(ScreenedClusterFixture fixture, ITestOutputHelper output) : IClassFixture<ScreenedClusterFixture>, IDisposable
{
    private const int Limit = 10;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false });

    private TestCluster Cluster => fixture.Cluster;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Attack_OfFiftyAddresses_ReachesTheApplicationNoMoreThanTheLimit_AndNobodyElseNotices()
    {
        var (reached, slowest) = (new int[50], 0.0);
        var users = fixture.NewUsers(4);
        var before = await Task.WhenAll(users.Select(user => user.SignInAsync()));
        var attack = Task.WhenAll(Enumerable.Range(0, reached.Length).SelectMany(i => Cluster.File.Gateways.Select(async gateway =>
        {
            for (var guess = 0; guess < 20; guess++)
            {
                var asked = TimeProvider.System.GetTimestamp();
                if (await GuessAsync(gateway.Url, $"203.0.113.{i}") == HttpStatusCode.Unauthorized)
                {
                    Interlocked.Increment(ref reached[i]);
                    slowest = Math.Max(slowest, TimeProvider.System.GetElapsedTime(asked).TotalSeconds);
                }
            }
        })));
        while (!attack.IsCompleted)
        {
            var during = await Task.WhenAll(users.Select(user => user.WhoAmIAsync()));
            Assert.Equal(before.Select(who => who.Session), during.Select(who => who?.Session));
        }

        await attack;
        output.WriteLine($"log-ins that reached the portal, of 60 from each of 50 addresses: {reached.Min()} to {reached.Max()}, {reached.Average():0.0} on average; the slowest took {slowest:0.0} s");

        // At most one is under way at each of the other two gateways when the tenth is counted, unless a busy machine counts for longer than the
        // gateways wait; each alone would let the limit through.
        Assert.All(reached, count => Assert.InRange(count, 1, 2 * Limit));
        await Task.WhenAll(Cluster.File.Gateways.Select(gateway => UntilRefusedAsync(gateway.Url, "203.0.113.7")));
        Assert.Equal(50, (await BlocksAsync()).Items.Count(block => block.Cidr.StartsWith("203.0.113.", StringComparison.Ordinal) && block.Scope == "portal"));
    }

    [Fact]
    public async Task Block_OfAnAdministrator_IsInForceAtEveryGateway_AndSoIsItsEnd()
    {
        await SendAsync(HttpMethod.Put, "198.51.100.7/32", new BlockRequest { Reason = "a test" });
        var (began, gateways) = (TimeProvider.System.GetTimestamp(), Cluster.File.Gateways);
        var after = await Task.WhenAll(gateways.Select(async gateway =>
        {
            await UntilRefusedAsync(gateway.Url, "198.51.100.7");
            return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        }));
        output.WriteLine($"in force at the gateways after {string.Join(", ", after.Select(ms => $"{ms:0}"))} ms");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateways[0].Url, "198.51.100.8"));

        await SendAsync(HttpMethod.Delete, "198.51.100.7/32", null);
        foreach (var gateway in gateways)
        {
            await Eventually.TrueAsync(async () => await StatusAsync(gateway.Url, "198.51.100.7") == HttpStatusCode.OK, "the client is let in again");
        }
    }

    [Fact]
    public async Task StoreAway_BlocksStay_AndEachGatewayCounts_AndAllIsToldLater()
    {
        var gateways = Cluster.File.Gateways;
        await SendAsync(HttpMethod.Put, "198.51.100.20", new BlockRequest { Reason = "a test" });
        await Task.WhenAll(gateways.Select(gateway => UntilRefusedAsync(gateway.Url, "198.51.100.20")));

        await fixture.Server.StopAsync(StopMode.Immediate);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gateways[1].Url, "198.51.100.20"));
        var reached = 0;
        for (var guess = 0; guess < 15; guess++)
        {
            reached += await GuessAsync(gateways[0].Url, "198.51.100.21") == HttpStatusCode.Unauthorized ? 1 : 0;
        }

        Assert.Equal(Limit, reached);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gateways[0].Url, "198.51.100.21"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateways[0].Url, "198.51.100.22"));

        await fixture.Server.StartAsync();
        await UntilRefusedAsync(gateways[2].Url, "198.51.100.21");
    }

    private async Task<HttpStatusCode> GuessAsync(Uri gateway, string client)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "nobody", ["password"] = Guid.NewGuid().ToString() });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "/login")) { Content = form };
        request.Headers.Add("X-Forwarded-For", client);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    private Task UntilRefusedAsync(Uri gateway, string client) => Eventually.TrueAsync(
        async () => await StatusAsync(gateway, client) == HttpStatusCode.Forbidden, $"{client} is refused at {gateway}", TimeSpan.FromSeconds(30));

    private async Task<HttpStatusCode> StatusAsync(Uri gateway, string client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, "/login"));
        request.Headers.Add("X-Forwarded-For", client);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<BlockListView> BlocksAsync()
    {
        using var response = await AskAsync(HttpMethod.Get, "", null);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.BlockListView))!;
    }

    private async Task SendAsync(HttpMethod method, string network, BlockRequest? block)
    {
        using var response = await AskAsync(method, "/" + Uri.EscapeDataString(network), block);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, BlockRequest? block)
    {
        using var request = new HttpRequestMessage(method, new Uri(Cluster.File.Nodes[0].Agent, "/v1/screening/blocks" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Cluster.File.Tokens.Admin);
        request.Content = block is null ? null : JsonContent.Create(block, ContractsJson.Default.BlockRequest);
        var response = await _http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return response;
    }
}
