using System.Net.Http.Json;
using System.Text;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Sessions;
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

    [Fact]
    public async Task Sessions_BoundByGatewaysAndReferencedByApplications_TheLargerCounts()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        var agent = cluster["node1"];
        using var gateway = agent.Client(AgentHost.Gateway);
        using var application = agent.Client(AgentHost.App);

        await ReportAsync(gateway, bound: 2);
        await Eventually.TrueAsync(async () => (await agent.SelfAsync()).Sessions == 2, "the gateway's bindings count");
        foreach (var id in new[] { "a", "b", "c" })
        {
            using var put = await application.PutAsJsonAsync($"/v1/sessions/{id}", new SessionRequest("ann", "i1"), ContractsJson.Default.SessionRequest);
        }

        await Eventually.TrueAsync(async () => (await agent.SelfAsync()).Sessions == 3, "the references are more");
        await ReportAsync(gateway, bound: 7);
        await Eventually.TrueAsync(async () => (await agent.MembersAsync()).Items.Single().Sessions == 7, "the bindings are more");
    }

    private static async Task ReportAsync(HttpClient gateway, long bound)
    {
        var report = new GatewayReport
        {
            Url = "http://10.0.0.1:8080",
            Management = "http://127.0.0.1:8090",
            Bound = new Dictionary<string, long> { ["node1"] = bound },
        };
        using var answer = await gateway.PutAsJsonAsync("/v1/gateways/g1", report, ContractsJson.Default.GatewayReport);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<int> PostAsync(AgentHost agent, string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await agent.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (int)response.StatusCode;
    }
}
