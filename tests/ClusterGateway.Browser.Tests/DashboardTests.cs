using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>An administrator at the dashboard of a running cluster.</summary>
[Collection(SharedDashboard.Name)]
public sealed class DashboardTests(DashboardFixture fixture)
{
    [Fact]
    public async Task KilledNode_TurnsToDown_AndBack_WithoutReload()
    {
        await fixture.UntilAllServeAsync();
        var node = await fixture.SecondaryAsync();
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.UntilLiveAsync();
        await visit.MarkAsync();
        await Expect(visit.Headline).ToContainTextAsync("3 of 3 nodes serve");

        await fixture.Cluster.KillNodeAsync(node);
        await Expect(visit.State(node)).ToHaveTextAsync("Down", new() { Timeout = 60_000 });
        await Expect(visit.Headline).ToContainTextAsync("2 of 3 nodes serve", new() { Timeout = 60_000 });
        await Expect(visit.Page.Locator("#headline")).ToContainTextAsync($"{node}: down");
        await Screenshots.TakeAsync(visit.Page, "dashboard-node-down");

        await fixture.Cluster.StartNodeAsync(node);
        await Expect(visit.State(node)).ToHaveTextAsync("Serving", new() { Timeout = 60_000 });
        await Expect(visit.Headline).ToContainTextAsync("3 of 3 nodes serve", new() { Timeout = 60_000 });
        await Expect(visit.Page.Locator("#events")).ToContainTextAsync("Node joined", new() { Timeout = 60_000 });
        Assert.True(await visit.IsMarkedAsync());
    }

    [Fact]
    public async Task Drain_IsAskedFirst_Done_AndTakenBack()
    {
        await fixture.UntilAllServeAsync();
        var node = await fixture.SecondaryAsync();
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();

        await visit.Row(node).GetByRole(AriaRole.Link, new() { Name = $"Drain {node}" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = $"Drain {node}?" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit.Page, "dashboard-drain");
        await visit.Page.GetByLabel("Deadline").FillAsync("10m");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Drain {node}" }).ClickAsync();

        await Expect(visit.Notice).ToContainTextAsync($"{node} drains");
        await Expect(visit.State(node)).ToHaveTextAsync(new Regex("Draining|Maintenance"), new() { Timeout = 60_000 });
        await Expect(visit.Page.Locator("#events tr", new() { HasText = "Node drain started" }).First).ToContainTextAsync("by admin from 127.0.0.1", new() { Timeout = 60_000 });
        await visit.Row(node).GetByRole(AriaRole.Link, new() { Name = $"Activate {node}" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Activate {node}" }).ClickAsync();
        await Expect(visit.State(node)).ToHaveTextAsync("Serving", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task Refusal_IsShownWithItsReason()
    {
        await fixture.UntilAllServeAsync();
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.Page.GotoAsync("/switchover?to=node9");

        // A node that left while the page was open.
        await visit.Page.EvaluateAsync("document.querySelector('#to').add(new Option('node9', 'node9', true, true))");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Switch over" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not done.");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("node9");
    }

    [Fact]
    public async Task SwitchOver_ToANode_ShowsTheNewPrimary_AndWhy_WithoutReload()
    {
        await fixture.UntilAllServeAsync();
        var node = await fixture.SecondaryAsync();
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Switch over" }).ClickAsync();
        await visit.Page.GetByLabel("New primary").SelectOptionAsync(node);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Switch over" }).ClickAsync();
        await Expect(visit.Notice).ToContainTextAsync("requested");
        await visit.MarkAsync();

        await Expect(visit.Headline).ToContainTextAsync($"{node} is primary", new() { Timeout = 60_000 });
        await Expect(visit.Page.Locator("#summary")).ToContainTextAsync("Why:", new() { Timeout = 60_000 });
        Assert.True(await visit.IsMarkedAsync());
        Assert.Equal(node, await fixture.Cluster.PrimaryAsync());
    }

    [Fact]
    public async Task Lock_IsFound_AndBroken()
    {
        var (path, file) = ($"/v1/locks/{Uri.EscapeDataString("Reports/Q3 <draft>.docx")}", "Reports/Q3 <draft>.docx");
        using var app = AsApplication();
        using var locked = await app.PostAsJsonAsync(path, new { lockId = "x", owner = "Ann" });
        Assert.Equal(HttpStatusCode.Created, locked.StatusCode);
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await Expect(visit.Page.Locator("#all-locks")).ToContainTextAsync("1 document lock", new() { Timeout = 60_000 });

        await visit.Page.GetByLabel("Find locks of files that begin with").FillAsync("Reports/");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { Name = file })).ToContainTextAsync("Ann");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Break the lock of {file}" }).ClickAsync();
        await visit.Page.GetByLabel("Reason").FillAsync("Ann is on holiday");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Break the lock" }).ClickAsync();

        await Expect(visit.Notice).ToContainTextAsync("was broken");
        using var after = await app.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.Locator("#events tr", new() { HasText = "Lock broken" }).First).ToContainTextAsync("Ann is on holiday", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task Link_IsFound_AndRevoked()
    {
        using var app = AsApplication();
        using var made = await app.PostAsJsonAsync("/v1/links", new { target = "/budget.xlsx", owner = "browser-test" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();

        await visit.Page.GetByLabel("Find links of").FillAsync("browser-test");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Revoke the link to /budget.xlsx" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke the link" }).ClickAsync();

        await Expect(visit.Notice).ToContainTextAsync("was revoked");
        using var after = await app.GetAsync(made.Headers.Location);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task Gateway_GoesAway_ThePageSaysSo_AndGoesOnWhenItIsBack()
    {
        await using var visit = await fixture.VisitAsync(gateway: 1);
        await visit.SignInAsync();
        await visit.UntilLiveAsync();
        await visit.MarkAsync();

        await fixture.Cluster.KillGatewayAsync(1);
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Connection lost, last update", new() { Timeout = 60_000 });
        await fixture.Cluster.StartGatewayAsync(1);

        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live", new() { Timeout = 60_000 });
        Assert.True(await visit.IsMarkedAsync());
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private HttpClient AsApplication()
    {
        var client = new HttpClient { BaseAddress = fixture.Cluster.File.Nodes[0].Agent };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Cluster.File.Tokens.App);
        return client;
    }
}
