using System.Net;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.VendorCases;

/// <summary>
/// The test matrix of OVD's guide to highly available file servers, "Testing File Server High Availability"; what is expected here stands in
/// docs/operations/failover-cases.md.
/// </summary>
public sealed class OvdCasesTests(OvdFixture fixture) : IClassFixture<OvdFixture>
{
    private TestCluster Cluster => fixture.Cluster;

    [Theory]
    [InlineData(false)] // Test 1: node 2 is down
    [InlineData(true)] // Test 2, and the scenario "power down": node 1 is, the primary
    public async Task Test1And2_OneNodeDown_TheOtherServesAllAndTheDataIsThere(bool primaryDies)
    {
        var primary = await Cluster.PrimaryAsync();
        var down = Cluster.File.Nodes.First(n => n.Id == primary == primaryDies).Id;
        var document = $"before-{down}.txt";
        foreach (var (user, _) in await OneOnEachNodeAsync())
        {
            await WriteAsync(user, document);
            await user.SendAsync(HttpMethod.Post, "/logout");
        }

        await Cluster.KillNodeAsync(down);

        await Eventually.TrueAsync(async () => (await Cluster.StatusAsync()).Nodes.Single(n => n.Id == down) is { Serving: false }, $"{down} is out");
        using (var user = fixture.NewUser())
        {
            Assert.NotEqual(down, (await user.SignInAsync()).Node);
            await AssertReadsAsync(user, document);
            await WriteAsync(user, $"after-{down}.txt");
            await user.SendAsync(HttpMethod.Post, "/logout");
            var administration = await user.AdminWhoAmIAsync();
            Assert.NotEqual(down, administration.Node);
        }

        await Cluster.StartNodeAsync(down);
    }

    [Fact]
    public async Task Test3_MaintenanceAndBack_NobodyNoticesAndTheDataIsTheSame()
    {
        var primary = await Cluster.PrimaryAsync();
        var other = Cluster.File.Nodes.First(n => n.Id != primary).Id;
        await Cluster.CommandAsync($"nodes/{other}/maintenance");
        await Eventually.TrueAsync(async () => (await Cluster.StatusAsync()).Nodes.Single(n => n.Id == other) is { Serving: false }, $"{other} is out");
        foreach (var user in fixture.NewUsers(6))
        {
            Assert.Equal(primary, (await user.SignInAsync()).Node);
            await WriteAsync(user, "maintenance.txt");
            await user.SendAsync(HttpMethod.Post, "/logout");
            user.Dispose();
        }

        await Cluster.CommandAsync($"nodes/{other}/activate");
        await Cluster.WaitUntilHealthyAsync(other);
        foreach (var (user, _) in await OneOnEachNodeAsync())
        {
            await AssertReadsAsync(user, "maintenance.txt");
        }
    }

    [Fact]
    public async Task Test4_DisconnectedAndReconnected_TheSessionIsTheSame()
    {
        foreach (var (user, session) in await OneOnEachNodeAsync())
        {
            await WriteAsync(user, "test4.txt");
            user.Dispose();

            using var again = user.At(Cluster.Url);
            Assert.Equal(session, await again.WhoAmIAsync());
            await AssertReadsAsync(again, "test4.txt");
        }
    }

    [Fact]
    public async Task Test5_NodeDownWhileDisconnected_SignsInOnTheOtherAndTheRecoveredOneHasTheData()
    {
        var primary = await Cluster.PrimaryAsync();
        var (user, session) = (await OneOnEachNodeAsync()).First(u => u.Session.Node != primary);
        await WriteAsync(user, "test5.txt");
        user.Dispose();
        await Cluster.KillNodeAsync(session.Node);

        using var again = user.At(Cluster.Url);
        Assert.Null(await again.WhoAmIAsync());
        Assert.Equal(primary, (await again.SignInAsync()).Node);
        await AssertReadsAsync(again, "test5.txt");
        await WriteAsync(again, "test5-meanwhile.txt");

        await Cluster.StartNodeAsync(session.Node);
        foreach (var (one, _) in await OneOnEachNodeAsync())
        {
            await AssertReadsAsync(one, "test5-meanwhile.txt");
        }
    }

    /// <summary>People who are signed in, one on each node.</summary>
    private async Task<IReadOnlyList<SignedIn>> OneOnEachNodeAsync() => [.. (await fixture.SignInAsync(20)).DistinctBy(u => u.Session.Node)];

    private static async Task WriteAsync(PortalUser user, string document) =>
        Assert.Contains((await user.SendAsync(HttpMethod.Put, $"/files/{document}", $"text of {document}")).Status, new[] { HttpStatusCode.Created, HttpStatusCode.NoContent });

    private static async Task AssertReadsAsync(PortalUser user, string document) =>
        Assert.Equal((HttpStatusCode.OK, $"text of {document}"), await user.SendAsync(HttpMethod.Get, $"/files/{document}"));
}
