using System.Net;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Dashboard;

public sealed class ActionTests
{
    [Theory]
    [InlineData("/nodes/n1/drain", "deadline=5m force=true", "/v1/members/n1/drain", """{"deadline":300,"force":true}""")]
    [InlineData("/nodes/n1/maintenance", "", "/v1/members/n1/maintenance", """{"deadline":null,"force":false}""")]
    [InlineData("/switchover", "to=n2", "/v1/leader/switchover", """{"to":"n2"}""")]
    [InlineData("/switchover", "to=", "/v1/leader/switchover", """{"to":null}""")]
    [InlineData("/pause", "", "/v1/leader/pause", "")]
    public async Task Action_AsksFirst_ThenAsksAnAgentInTheCallersName_AndShowsTheResultOnce(string page, string said, string path, string body)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        using var visitor = await Visitor.SignedInAsync(gateway);
        var asked = Watch(n1, n2);

        Assert.Contains("<button type=\"submit\"", await visitor.ReadAsync(page), StringComparison.Ordinal);
        Assert.Empty(asked);
        using var response = await visitor.SubmitAsync(page, Fields(said));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Equal(("POST", path, $"Bearer {RunningGateway.AdminToken}", "127.0.0.1", body), Assert.Single(asked));
        Assert.Contains("class=\"notice\"", await visitor.ReadAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"notice\"", await visitor.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Action_Refused_ShowsTheAgentsReason_AndWhatWasSaid()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);
        n1.OnCommand = context =>
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            return context.Response.WriteAsJsonAsync(
                new ProblemView("urn:clustergateway:problem:refused", "Refused", 409, "n1 is the last <active> node"), ContractsJson.Default.ProblemView);
        };

        using var response = await visitor.SubmitAsync("/nodes/n1/drain", ("deadline", "7m"));
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("n1 is the last &lt;active&gt; node", html, StringComparison.Ordinal);
        Assert.Contains("value=\"7m\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nodes/n1/drain")]
    [InlineData("/switchover")]
    [InlineData("/pause")]
    [InlineData("/settings/edit")]
    [InlineData("/settings/set")]
    [InlineData("/settings/rollback?to=1")]
    [InlineData("/settings/import")]
    [InlineData("/settings/import/apply")]
    [InlineData("/settings/export")]
    [InlineData("/certificates/upload")]
    [InlineData("/blocks/new")]
    [InlineData("/sign-out")]
    public async Task Action_WithoutTheTokenOfThePage_IsRefused_AndNothingHappens(string page)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);
        var asked = Watch(n1);

        using var response = await visitor.PostAsync(page, ("deadline", "5m"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(asked);
        Assert.Contains("Sign out", await visitor.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Action_NotSignedIn_LeadsToTheSignIn_AndNothingHappens()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = new Visitor(gateway);
        var asked = Watch(n1);

        using var response = await visitor.PostAsync("/nodes/n1/drain", ("deadline", "5m"));

        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("/nodes/n9/drain", HttpStatusCode.NotFound)]
    [InlineData("/nodes/n1/explode", HttpStatusCode.NotFound)]
    [InlineData("/locks/break?resource=nobody-locks-this", HttpStatusCode.NotFound)]
    public async Task Action_OnNothing_IsNotFound(string page, HttpStatusCode expected)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);

        using var response = await visitor.GetAsync(page);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Locks_AreFoundByTheirBeginning_AndBroken()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);
        var held = new LockView("/a b/<c>.docx", "id", TimeSpan.FromMinutes(20), "Ann", TimeProvider.System.GetUtcNow());
        string? query = null;
        n1.OnQuery = context =>
        {
            query = context.Request.QueryString.Value;
            return context.Request.Path == "/v1/locks"
                ? context.Response.WriteAsJsonAsync(new Page<LockView>([held], "next/1") { Total = 71 }, ContractsJson.Default.PageLockView)
                : context.Response.WriteAsJsonAsync(held, ContractsJson.Default.LockView);
        };
        var asked = Watch(n1);

        var list = await visitor.ReadAsync("/locks?prefix=%2Fa%20b");
        Assert.Contains("prefix=%2Fa%20b", query, StringComparison.Ordinal);
        Assert.Contains("71 locks", list, StringComparison.Ordinal);
        Assert.Contains("after=next%2F1", list, StringComparison.Ordinal);
        using var response = await visitor.SubmitAsync($"/locks/break?resource={Uri.EscapeDataString(held.Resource)}", ("reason", "on holiday"));

        Assert.Equal("/locks", response.Headers.Location?.OriginalString);
        var (method, path, _, _, body) = Assert.Single(asked);
        Assert.Equal(("POST", $"/v1/locks/{held.Resource}/break", """{"reason":"on holiday"}"""), (method, path, body));
    }

    [Fact]
    public async Task Links_AreFoundByOwnerAndTarget_AndRevoked()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);
        var link = new ShareLinkView("AbC", "/report.pdf", ["read"], "ann", null, false, TimeProvider.System.GetUtcNow(), null, null, 5, 2);
        string? query = null;
        n1.OnQuery = context =>
        {
            query = context.Request.QueryString.Value;
            return context.Request.Path == "/v1/links"
                ? context.Response.WriteAsJsonAsync(new Page<ShareLinkView>([link], null) { Total = 1 }, ContractsJson.Default.PageShareLinkView)
                : context.Response.WriteAsJsonAsync(link, ContractsJson.Default.ShareLinkView);
        };
        var asked = Watch(n1);

        Assert.Contains("2 of 5", await visitor.ReadAsync("/links?owner=ann&target=%2Freport.pdf"), StringComparison.Ordinal);
        Assert.Contains("owner=ann&target=%2Freport.pdf", query, StringComparison.Ordinal);
        using var response = await visitor.SubmitAsync("/links/revoke?id=AbC");

        Assert.Equal("/links", response.Headers.Location?.OriginalString);
        Assert.Equal(("DELETE", "/v1/links/AbC"), (Assert.Single(asked).Method, asked[0].Path));
    }

    [Fact]
    public async Task Api_Session_Reads_ButChangesNothingByTheCookieAlone()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);
        var asked = Watch(n1);

        using var cluster = await visitor.GetAsync("/api/v1/cluster");
        using var alone = await visitor.PostAsync("/api/v1/nodes/n1/drain");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, 0), (cluster.StatusCode, alone.StatusCode, asked.Count));

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/nodes/n1/drain") { Content = JsonContent.Create(new { deadline = "5m" }) };
        request.Headers.Add("RequestVerificationToken", await visitor.TokenAsync("/"));
        using var both = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, both.StatusCode);
        Assert.Equal($"Bearer {RunningGateway.AdminToken}", Assert.Single(asked).Token);
    }

    [Fact]
    public async Task Action_AgentIsNotPrimary_TheOneThatItNamesIsAsked()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        using var visitor = await Visitor.SignedInAsync(gateway);
        var asked = Watch(n2);
        await BelieveAsync(gateway, n1);
        n1.OnCommand = context => RefuseAsync(context, new Uri(n2.Address, context.Request.Path));

        using var response = await visitor.SubmitAsync("/blocks/new", ("network", "192.0.2.0/24"), ("reason", "scans"), ("for", ""));

        Assert.Equal((HttpStatusCode.SeeOther, "/blocks"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Equal(
            ("PUT", "/v1/screening/blocks/192.0.2.0/24", $"Bearer {RunningGateway.AdminToken}", "127.0.0.1", """{"reason":"scans","until":null}"""), Assert.Single(asked));
    }

    [Fact]
    public async Task Action_AgentNamesAStranger_TheTokenIsNotSentThere()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var stranger = await FakeNodeAgent.StartAsync("stranger");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);
        var asked = Watch(stranger);
        n1.OnCommand = context => RefuseAsync(context, new Uri(stranger.Address, context.Request.Path));

        using var response = await visitor.SubmitAsync("/pause");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("another node is primary", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    private static async Task BelieveAsync(RunningGateway gateway, FakeNodeAgent primary)
    {
        primary.BecomePrimary(term: 1);
        await Eventually.TrueAsync(() => gateway.View.Current.Primary is not null, "the gateway knows a primary");
    }

    private static Task RefuseAsync(HttpContext context, Uri primary)
    {
        context.Response.StatusCode = StatusCodes.Status409Conflict;
        context.Response.Headers.Location = primary.AbsoluteUri;
        return context.Response.WriteAsJsonAsync(
            new ProblemView("urn:clustergateway:problem:not-primary", "Not primary", 409, "another node is primary"), ContractsJson.Default.ProblemView);
    }

    private static List<(string Method, string Path, string Token, string Client, string Body)> Watch(params FakeNodeAgent[] nodes)
    {
        var asked = new List<(string, string, string, string, string)>();
        foreach (var node in nodes)
        {
            node.OnCommand = async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var (headers, body) = (context.Request.Headers, await reader.ReadToEndAsync());
                asked.Add((context.Request.Method, Uri.UnescapeDataString(context.Request.Path.Value!), headers.Authorization.ToString(), headers["Cluster-Client"].ToString(), body));
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            };
        }

        return asked;
    }

    private static (string, string)[] Fields(string said) =>
        [.. said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')).Select(pair => (pair[0], pair[1]))];
}
