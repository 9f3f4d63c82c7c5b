using System.Net;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.Screening;

public sealed class ScreeningAloneTests
{
    [Fact]
    public async Task StoreAway_TheAgentCountsForItsApplication_AndSendsGatewaysToOthers()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", time: null, ("Screening:Policies:web:AddressFailures", "5"));
        using var app = agent.Client(AgentHost.App);
        using var gateway = agent.Client(AgentHost.Gateway);
        Assert.Equal(ScreeningVerdict.Allow, await DecisionAsync(app, "192.0.2.1"));

        agent.Store.Cut();
        var decisions = new List<ScreeningVerdict>();
        for (var i = 0; i < 7; i++)
        {
            decisions.Add(await DecisionAsync(app, "192.0.2.2"));
        }

        Assert.Equal([.. Enumerable.Repeat(ScreeningVerdict.Allow, 4), .. Enumerable.Repeat(ScreeningVerdict.Block, 3)], decisions);
        Assert.Equal(ScreeningVerdict.Allow, await DecisionAsync(app, "192.0.2.3"));
        using var refused = await PostAsync(gateway, "192.0.2.4");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    private static async Task<ScreeningVerdict> DecisionAsync(HttpClient client, string ip)
    {
        using var response = await PostAsync(client, ip);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.AttemptView))!.Decision;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string ip) => client.PostAsJsonAsync(
        "/v1/screening/attempts", new AttemptRequest { Scope = "web", Ip = ip, Outcome = AttemptOutcome.Failure }, ContractsJson.Default.AttemptRequest);
}
