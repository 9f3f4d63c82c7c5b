using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Cluster.Tests.Primary;

/// <summary>The same on every store.</summary>
public abstract class PrimaryTests(ClusterFixture fixture)
{
    private TestCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Admin_Always_IsAnsweredByTheNodeWithTheHighestTerm()
    {
        using var admin = fixture.NewUser();
        var primary = await Cluster.PrimaryAsync();
        var terms = await Task.WhenAll(Cluster.File.Nodes.Select(async node => (node.Id, (await Cluster.SelfAsync(node.Id)).Role)));

        Assert.Equal([primary], terms.Where(t => t.Role == NodeRole.Primary).Select(t => t.Id));
        for (var i = 0; i < 50; i++)
        {
            var answer = await admin.AdminWhoAmIAsync();
            Assert.Equal((primary, "primary"), (answer.Node, answer.Role));
        }
    }

    [Fact]
    public async Task Primary_Killed_IsFollowedByAHigherTermAndNoAdminRequestFails()
    {
        using var admin = fixture.NewUser();
        var before = await admin.AdminWhoAmIAsync();
        await Cluster.KillNodeAsync(before.Node);
        var killed = TimeProvider.System.GetTimestamp();

        // All begun after the kill: each waits in the gateway rather than fail.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => admin.AdminWhoAmIAsync()));

        var vacancy = TimeProvider.System.GetElapsedTime(killed);
        Assert.All(answers, after =>
        {
            Assert.NotEqual(before.Node, after.Node);
            Assert.True(after.Term > before.Term, $"term {after.Term} follows {before.Term}");
        });
        Assert.InRange(vacancy.TotalSeconds, 0, 12);

        await Cluster.StartNodeAsync(before.Node);
        Assert.Equal(answers[0].Node, (await admin.AdminWhoAmIAsync()).Node);
    }

    [Fact]
    public async Task PrimarysAgent_StoppedGracefully_HandsOverWithoutAFailedRequestOrALostSession()
    {
        using var admin = fixture.NewUser();
        var users = await fixture.SignInAsync(20);
        var before = await admin.AdminWhoAmIAsync();

        var stopping = Cluster.KillAgentAsync(before.Node, Signal.Terminate);
        PortalUser.AdminWhoAmI after;
        do
        {
            after = await admin.AdminWhoAmIAsync();
        }
        while (after.Node == before.Node);

        await stopping;
        Assert.True(after.Term > before.Term, $"term {after.Term} follows {before.Term}");
        Assert.All(await Task.WhenAll(users.Select(u => u.KeptAsync())), Assert.True);

        await Cluster.StartAgentAsync(before.Node);
        Assert.All(await Task.WhenAll(users.Select(u => u.KeptAsync())), Assert.True);
    }
}
