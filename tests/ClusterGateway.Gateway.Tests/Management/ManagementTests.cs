using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Management;

public sealed class ManagementTests
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("gateway-secret", HttpStatusCode.Unauthorized)]
    [InlineData(RunningGateway.AdminToken, HttpStatusCode.OK)]
    public async Task Api_OnlyWithTheAdminToken(string? token, HttpStatusCode expected)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);

        using var response = await gateway.Management.SendAsync(Request(HttpMethod.Get, "/api/v1/cluster", token));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Cluster_ShowsNodesPrimaryAndGateways()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n2.BecomePrimary(term: 4);
        await Eventually.TrueAsync(() => gateway.View.Current.Primary?.NodeId == "n2", "n2 is the primary");
        await Eventually.TrueAsync(() => !n1.Reports.IsEmpty || !n2.Reports.IsEmpty, "the gateway reported itself");

        using var response = await gateway.Management.SendAsync(Request(HttpMethod.Get, "/api/v1/cluster", RunningGateway.AdminToken));
        var status = (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ClusterStatusView))!;

        Assert.Equal(("test", 4L, "n2"), (status.Name, status.Term, status.Primary));
        Assert.Equal(["n1", "n2"], status.Nodes.Select(n => n.Id));
        Assert.All(status.Nodes, node => Assert.True(node.Serving));
        Assert.Equal(NodeRole.Primary, status.Nodes[1].Role);
        Assert.True(status.Store.Reachable);
    }

    [Fact]
    public async Task Cluster_ShowsHowFarADrainIs_AlsoOfANodeWhoseAgentIsSilent()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        var drain = new DrainView(7, SessionSource.References, 1234.5);
        n1.Self = n1.Self with { AdministrativeState = AdministrativeState.Draining, Drain = drain };
        await using var gateway = await RunningGateway.StartAsync(n1, n2);

        Assert.Equal(drain, (await StatusAsync(gateway)).Nodes[0].Drain);
        Assert.Null((await StatusAsync(gateway)).Nodes[1].Drain);
        Assert.Matches("clustergateway_drain_sessions[^\\n]*node=\"n1\"[^\\n]* 7", await gateway.Management.GetStringAsync("/metrics"));

        n2.Members = () => [n1.View with { Drain = drain with { Sessions = 3 } }, n2.View];
        await n1.StopAgentAsync();
        await Eventually.TrueAsync(async () => (await StatusAsync(gateway)).Nodes[0].Drain?.Sessions == 3, "what the other agent lists is shown");
    }

    [Theory]
    [InlineData(NodeTags.NoLoadBalance, true)]
    [InlineData(NodeTags.Backup, false)]
    public async Task Cluster_SecondNodeGetsNoUsers_CountsNotAsOneMoreThatServes(string tag, bool isWarning)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n2.Self = n2.Self with { Tags = [tag] };
        await using var gateway = await RunningGateway.StartAsync(n1, n2);

        using var response = await gateway.Management.SendAsync(Request(HttpMethod.Get, "/api/v1/cluster", RunningGateway.AdminToken));
        var status = (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ClusterStatusView))!;

        Assert.All(status.Nodes, node => Assert.True(node.Serving));
        Assert.Equal(isWarning, status.Warnings.Any(w => w.Code == "few-serving-nodes"));
    }

    [Fact]
    public async Task Cluster_WhatANodeWarnsOf_IsAmongTheClustersWarnings_WithItsName()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n2.Self = n2.Self with { Warnings = [new WarningView("clock-skew", "3 s"), new WarningView(WarningCodes.FewServingNodes, "as n2 sees it")] };
        await using var gateway = await RunningGateway.StartAsync(n1, n2);

        var status = await StatusAsync(gateway);

        Assert.Equal("n2: 3 s", Assert.Single(status.Warnings, w => w.Code == "clock-skew").Detail);
        Assert.DoesNotContain(status.Warnings, w => w.Code == WarningCodes.FewServingNodes);
        Assert.Equal(2, status.Nodes[1].Warnings.Count);
    }

    [Fact]
    public async Task Cluster_ManyClientsOfOneAddress_AWarningNamesIt()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        for (var i = 0; i < 200; i++)
        {
            gateway.Service<PrefixShares>().Count(IPAddress.Parse("203.0.113.7"));
        }

        await Eventually.TrueAsync(() => gateway.Service<PlacementWatch>().Warning is not null, "the warning");
        using var response = await gateway.Management.SendAsync(Request(HttpMethod.Get, "/api/v1/cluster", RunningGateway.AdminToken));
        var status = (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ClusterStatusView))!;

        var warning = Assert.Single(status.Warnings, w => w.Code == "address-prefix-share");
        Assert.Contains("203.0.113.7/32", warning.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCodes.Status202Accepted)]
    [InlineData(StatusCodes.Status409Conflict)]
    public async Task NodeCommand_GoesToAnyAgentWithTheCallersToken_AnswerPassedOn(int status)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        await n1.StopAgentAsync();
        (string Path, string Token, string Body) seen = default;
        n2.OnCommand = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen = (context.Request.Path, context.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync());
            context.Response.StatusCode = status;
        };
        using var request = Request(HttpMethod.Post, "/api/v1/nodes/n1/drain", RunningGateway.AdminToken);
        request.Content = new StringContent("""{"deadline":"5m"}""");

        using var response = await gateway.Management.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(("/v1/members/n1/drain", $"Bearer {RunningGateway.AdminToken}", """{"deadline":"5m"}"""), seen);
    }

    [Fact]
    public async Task PublicPort_DoesNotKnowManagement()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var request = Request(HttpMethod.Get, "/api/v1/cluster", RunningGateway.AdminToken);
        request.Headers.Host = gateway.Management.BaseAddress!.Authority;

        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal("n1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Readyz_FollowsTheNodes_LivezDoesNot()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        await Eventually.TrueAsync(async () => await StatusAsync(gateway, "/readyz") == HttpStatusCode.OK, "ready");

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };

        await Eventually.TrueAsync(async () => await StatusAsync(gateway, "/readyz") == HttpStatusCode.ServiceUnavailable, "not ready");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, "/livez"));
    }

    [Fact]
    public async Task Metrics_ShowTheNodes()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);

        var metrics = await gateway.Management.GetStringAsync("/metrics");

        Assert.Contains("clustergateway_node_up", metrics, StringComparison.Ordinal);
        Assert.Contains("node=\"n1\"", metrics, StringComparison.Ordinal);
        Assert.Contains("clustergateway_leader_term", metrics, StringComparison.Ordinal);
        Assert.Contains("clustergateway_node_placement_weight", metrics, StringComparison.Ordinal);
    }

    private static async Task<ClusterStatusView> StatusAsync(RunningGateway gateway)
    {
        using var response = await gateway.Management.SendAsync(Request(HttpMethod.Get, "/api/v1/cluster", RunningGateway.AdminToken));
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ClusterStatusView))!;
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningGateway gateway, string path)
    {
        using var response = await gateway.Management.GetAsync(path);
        return response.StatusCode;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? token)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }
}
