using System.Net;
using ClusterGateway.Contracts;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Testing.Time;
using ClusterGateway.Testing.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class PrefixSharesTests
{
    private static readonly IPAddress Office = IPAddress.Parse("203.0.113.7");

    [Fact]
    public void Heaviest_OfTooFewClients_SaysNothing()
    {
        var (shares, _) = Shares();
        Count(shares, PrefixShares.Least - 1, every: 1);

        Assert.Null(shares.Heaviest);
    }

    [Fact]
    public void Heaviest_IsOfThisWindowAndTheOneBefore()
    {
        var (shares, time) = Shares();
        Count(shares, 1_000, every: 4);
        time.Advance(PrefixShares.Window);

        Assert.Equal(0.25, shares.Heaviest!.Value.Share, 2);
        Assert.Equal("203.0.113.7/32", shares.Heaviest.Value.Prefix.ToText(new LoadBalancingOptions()));
        Count(shares, 1_000, every: 1_000);
        Assert.InRange(shares.Heaviest!.Value.Share, 0.12, 0.13);
        time.Advance(PrefixShares.Window);
        Assert.InRange(shares.Heaviest!.Value.Share, 0, 0.02);
        time.Advance(2 * PrefixShares.Window);
        Assert.Null(shares.Heaviest);
    }

    [Fact]
    public void Count_FromManyThreads_NobodyIsWrong()
    {
        var (shares, _) = Shares();

        Parallel.For(0, 100_000, i => shares.Count(i % 2 == 0 ? Office : PlacedClients.Client(i)));

        Assert.InRange(shares.Heaviest!.Value.Share, 0.4, 0.6);
    }

    /// <summary>An office of browsers follows its first one by the placement memory: each counts, once, however often it comes.</summary>
    [Fact]
    public async Task Warning_OfficeBehindOneAddress_ComesAndGoes()
    {
        var time = new FakeTimeProvider();
        await using var cluster = await TestCluster.StartAsync(2);
        await using var gateway = await cluster.GatewayAsync(time: time);
        for (var i = 0; i < 60; i++)
        {
            using var user = gateway.NewClient("203.0.113.7");
            using var other = gateway.NewClient($"192.0.2.{i}");
            foreach (var client in new[] { user, other, other, other, user })
            {
                await client.GetStringAsync("/");
            }
        }

        var watch = gateway.Services.GetRequiredService<PlacementWatch>();
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                return watch.Warning is not null;
            },
            "the warning");

        Assert.Equal(WarningCodes.AddressPrefixShare, watch.Warning!.Code);
        Assert.StartsWith("50 % of the last 120 new clients come from 203.0.113.7/32 ", watch.Warning.Detail.Replace("50%", "50 %", StringComparison.Ordinal), StringComparison.Ordinal);
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(PrefixShares.Window);
                return watch.Warning is null;
            },
            "no warning any more");
    }

    /// <summary>With and without the placement memory: who never brings a cookie is one client at most, a browser one however often it comes.</summary>
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Clients_PlacedAgainAndAgain_CountOnce(string memory)
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>
        {
            ["ReverseProxy:Clusters:app:Metadata:ClusterGateway.PlacementMemory"] = memory,
        });
        using var tool = gateway.NewClient("203.0.113.7", cookies: false);
        for (var i = 0; i < 2 * PrefixShares.Least; i++)
        {
            await tool.GetStringAsync("/");
        }

        for (var i = 0; i < PrefixShares.Least; i++)
        {
            using var browser = gateway.NewClient($"192.0.2.{i}");
            await browser.GetStringAsync("/");
            await browser.GetStringAsync("/");
            await browser.GetStringAsync("/");
        }

        var heaviest = gateway.Services.GetRequiredService<PrefixShares>().Heaviest!.Value;
        Assert.Equal(memory == "true" ? PrefixShares.Least + 1 : PrefixShares.Least, heaviest.Clients);
        Assert.InRange(heaviest.Share, 0, 0.02);
    }

    private static (PrefixShares Shares, FakeTimeProvider Time) Shares()
    {
        var time = new FakeTimeProvider();
        return (new PrefixShares(Options.Create(new LoadBalancingOptions()), time), time);
    }

    /// <summary>Every so manieth client is of the office; the others all have addresses of their own.</summary>
    private static void Count(PrefixShares shares, int clients, int every)
    {
        for (var i = 0; i < clients; i++)
        {
            shares.Count(i % every == 0 ? Office : PlacedClients.Client(i));
        }
    }
}
