using System.Net.Http.Json;
using System.Text;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Administration;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Administration;

public sealed class AdministrationTests
{
    [Fact]
    public async Task Drain_OfThePrimary_HandsTheRoleOver_AndEndsInMaintenance()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var primary = await cluster.PrimaryAsync();
        var other = cluster.Agents.Single(a => a != primary);

        Assert.Equal(202, await PostAsync(other, $"/v1/members/{primary.Id}/drain", "{\"deadline\":\"2s\"}"));

        await Eventually.TrueAsync(async () => await other.StatusAsync("/primary") == 200, "the other node became primary");
        await Eventually.TrueAsync(
            async () => (await primary.SelfAsync()).AdministrativeState == AdministrativeState.Maintenance, "the drain ended in maintenance");
        Assert.Equal(503, await primary.StatusAsync("/health"));
        Assert.Equal(409, await PostAsync(primary, "/v1/members/" + other.Id + "/drain", null));

        Assert.Equal(202, await PostAsync(primary, "/v1/admin/activate", null));
        await Eventually.TrueAsync(async () => await primary.StatusAsync("/health") == 200, "the node serves again");
        Assert.Equal(other.Id, (await cluster.PrimaryAsync()).Id);
        var events = (await other.Http.GetFromJsonAsync("/v1/events?limit=1000", ContractsJson.Default.PageEventView))!.Items;
        Assert.Contains(events, e => e.Type == "NodeDrained" && e.Node == primary.Id);
    }

    [Fact]
    public async Task Maintenance_OfADeadMember_SurvivesItsRestart()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        await cluster["node2"].KillAsync();
        await Eventually.TrueAsync(
            async () => (await cluster["node1"].MembersAsync()).Items.Single(m => m.Id == "node2").LastSeen is null, "node2 counts as dead");

        Assert.Equal(202, await PostAsync(cluster["node1"], "/v1/members/node2/maintenance", null));
        var again = await cluster.AddAsync("node2");

        await Eventually.TrueAsync(
            async () => (await again.SelfAsync()).AdministrativeState == AdministrativeState.Maintenance, "it starts in maintenance");
    }

    [Fact]
    public async Task Delete_AliveMember_IsRefused()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");

        using var refused = await cluster["node1"].Http.DeleteAsync(new Uri("/v1/members/node2", UriKind.Relative));
        using var unknown = await cluster["node1"].Http.DeleteAsync(new Uri("/v1/members/node9", UriKind.Relative));

        Assert.Equal(409, (int)refused.StatusCode);
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    [Theory]
    [InlineData(10.0, 0L, 15.0, true)]
    [InlineData(10.0, 0L, 1.0, false)]
    [InlineData(10.0, 3L, 0.0, false)]
    [InlineData(10.0, null, 60.0, false)]
    [InlineData(null, 3L, 0.0, true)]
    [InlineData(null, null, 0.0, true)]
    public void DrainFinished_RemainingSessionsQuiet_AsTheTableSays(double? remaining, long? sessions, double quiet, bool finished) => Assert.Equal(
        finished,
        DrainDecision.Finished(remaining is { } r ? TimeSpan.FromSeconds(r) : null, sessions, TimeSpan.FromSeconds(quiet)) is not null);

    private static async Task<int> PostAsync(AgentHost agent, string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await agent.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (int)response.StatusCode;
    }
}
