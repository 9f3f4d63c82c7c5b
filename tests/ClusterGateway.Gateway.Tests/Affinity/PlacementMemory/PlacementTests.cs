using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.Gateway.Tests.Affinity.PlacementMemory;

public sealed class PlacementTests
{
    private static readonly IReadOnlyDictionary<string, string?> ClientIp = new Dictionary<string, string?>
    {
        ["ReverseProxy:Clusters:app:SessionAffinity:Policy"] = "ClientIp",
        ["ClusterGateway:KeyRing:Secrets:0"] = null,
    };

    [Fact]
    public async Task Client_WithoutCookies_NeitherFailsBackNorMovesToANewNode()
    {
        await using var cluster = await TestCluster.StartAsync(4);
        cluster.View.Set("node4", keepsBound: false, PlacementTier.Never);
        await using var gateway = await cluster.GatewayAsync();
        var before = await PlaceAsync(gateway, 40);
        cluster.View.Set("node1", keepsBound: false, PlacementTier.Never);
        var failedOver = await PlaceAsync(gateway, 40);

        cluster.View.Set("node1");
        cluster.View.Set("node4");
        var after = await PlaceAsync(gateway, 40);

        Assert.Equal(failedOver, after);
        Assert.All(before.Zip(failedOver), p => Assert.Equal(p.First != "node1", p.First == p.Second));
    }

    [Fact]
    public async Task Client_AfterTheGatewaysRestart_IsWhereItWas()
    {
        await using var cluster = await TestCluster.StartAsync();
        var directory = System.IO.Directory.CreateTempSubdirectory("clustergateway-placements-");
        IReadOnlyList<string> failedOver;
        await using (var first = await cluster.GatewayAsync(ClientIp, directory.FullName))
        {
            cluster.View.Set("node1", keepsBound: false, PlacementTier.Never);
            failedOver = await PlaceAsync(first, 40);
            cluster.View.Set("node1");
        }

        await using (var second = await cluster.GatewayAsync(ClientIp, directory.FullName))
        {
            Assert.Equal(failedOver, await PlaceAsync(second, 40));
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Client_IdleForTooLong_IsPlacedAnew()
    {
        var time = new FakeTimeProvider();
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(ClientIp, time: time);
        cluster.View.Set("node1", keepsBound: false, PlacementTier.Never);
        var failedOver = await PlaceAsync(gateway, 40);
        cluster.View.Set("node1");

        time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(failedOver, await PlaceAsync(gateway, 40));
        time.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains("node1", await PlaceAsync(gateway, 40));
    }

    [Fact]
    public async Task Client_UnderAnotherPolicy_DoesNotFollowItsOffice()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>
        {
            ["ReverseProxy:Clusters:app:LoadBalancingPolicy"] = "RoundRobin",
        });
        var nodes = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            using var client = gateway.NewClient("192.0.2.1", cookies: false);
            nodes.Add(await client.GetStringAsync("/"));
        }

        Assert.Equal(3, nodes.Count);
    }

    [Fact]
    public async Task Counts_BrowsersAndCookielessClients_AreEachCountedOnce()
    {
        var time = new FakeTimeProvider();
        await using var cluster = await TestCluster.StartAsync(1);
        await using var gateway = await cluster.GatewayAsync(time: time);
        var counts = gateway.Services.GetRequiredService<IBindingCounts>();
        for (var i = 0; i < 3; i++)
        {
            using var browser = gateway.NewClient($"192.0.2.{i}");
            await browser.GetStringAsync("/");
            await browser.GetStringAsync("/");
            await browser.GetStringAsync("/");
            using var sync = gateway.NewClient($"198.51.100.{i}", cookies: false);
            await sync.GetStringAsync("/");
            await sync.GetStringAsync("/");
        }

        Assert.Equal(6, counts.Current["node1"]);
        time.Advance(TimeSpan.FromMinutes(21));
        Assert.Empty(counts.Current);
    }

    [Fact]
    public async Task Counts_AfterTheGatewaysRestart_AreWhatTheyWere()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        var directory = System.IO.Directory.CreateTempSubdirectory("clustergateway-placements-");
        await using (var first = await cluster.GatewayAsync(directory: directory.FullName))
        {
            for (var i = 0; i < 3; i++)
            {
                using var browser = first.NewClient($"192.0.2.{i}");
                await browser.GetStringAsync("/");
                await browser.GetStringAsync("/");
                using var sync = first.NewClient($"198.51.100.{i}", cookies: false);
                await sync.GetStringAsync("/");
            }
        }

        await using (var second = await cluster.GatewayAsync(directory: directory.FullName))
        {
            Assert.Equal(6, second.Services.GetRequiredService<IBindingCounts>().Current["node1"]);
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Counts_AfterARestart_LookBackAsFarAsBeforeHoweverShortTheIdleTime()
    {
        var time = new FakeTimeProvider();
        var settings = new Dictionary<string, string?>(ClientIp) { ["ClusterGateway:PlacementMemory:Idle"] = "5m" };
        await using var cluster = await TestCluster.StartAsync(1);
        var directory = System.IO.Directory.CreateTempSubdirectory("clustergateway-placements-");
        await using (var first = await cluster.GatewayAsync(settings, directory.FullName, time: time))
        {
            await PlaceAsync(first, 3);
            time.Advance(TimeSpan.FromMinutes(10));
        }

        await using (var second = await cluster.GatewayAsync(settings, directory.FullName, time: time))
        {
            Assert.Equal(3, second.Services.GetRequiredService<IBindingCounts>().Current["node1"]);
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public void File_OfTheFormerVersion_IsFollowedAndNotCounted()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("clustergateway-placements-");
        var file = Path.Combine(directory.FullName, "placements.bin");
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write("ClusterGateway placements 1\n"u8);
            writer.Write(1);
            writer.Write("node1");
            writer.Write(1);
            writer.Write(7UL);
            writer.Write(9U);
            writer.Write((ushort)0);
        }

        File.WriteAllBytes(file, [.. content.ToArray(), .. System.Security.Cryptography.SHA256.HashData(content.ToArray())]);

        Assert.Equal(new RememberedPlacement(7, "node1", 9, PlacementKind.Claimed), Assert.Single(PlacementFile.Read(file)!));
        directory.Delete(recursive: true);
    }

    private static async Task<IReadOnlyList<string>> PlaceAsync(TestGateway gateway, int clients)
    {
        var nodes = new List<string>();
        for (var i = 0; i < clients; i++)
        {
            using var client = gateway.NewClient($"192.0.2.{i}", cookies: false);
            nodes.Add(await client.GetStringAsync("/"));
        }

        return nodes;
    }
}
