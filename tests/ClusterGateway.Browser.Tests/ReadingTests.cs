using System.Globalization;
using System.Text.RegularExpressions;
using ClusterGateway.Testing.Waiting;
using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>The dashboard for whoever has no mouse, a small screen, a dark room, or no scripts.</summary>
[Collection(SharedDashboard.Name)]
public sealed class ReadingTests(DashboardFixture fixture)
{
    private static readonly string[] Pages =
    [
        "/", "/locks", "/links", "/switchover", "/pause", "/nodes/node1/drain", "/settings", "/settings/edit", "/settings/history", "/settings/diff",
        "/settings/transfer", "/certificates", "/certificates/upload", "/blocks", "/blocks/new",
    ];

    [Fact]
    public async Task Desktop_ShowsAllOfIt()
    {
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.UntilLiveAsync();
        await Assertions.Expect(visit.Page.Locator("#nodes .spark polyline").First).ToHaveAttributeAsync("points", new Regex(@"(\S+ ){20}"), new() { Timeout = 120_000 });

        foreach (var text in (string[])["is primary", "Since", "Why:", "Lease left", "Automatic", "Reachable", "sqlite", "gateway1", "gateway2", "Primary elected"])
        {
            await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync(text, new() { Timeout = 60_000 });
        }

        Assert.False(await visit.ScrollsSidewaysAsync());
        await Screenshots.TakeAsync(visit.Page, "dashboard");
    }

    [Fact]
    public async Task Phone_NothingIsWiderThanTheScreen()
    {
        await using var visit = await fixture.VisitAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, DeviceScaleFactor = 2, IsMobile = true, HasTouch = true });
        await visit.SignInAsync();
        await visit.UntilLiveAsync();
        await Screenshots.TakeAsync(visit.Page, "dashboard-phone");

        foreach (var page in Pages)
        {
            await visit.Page.GotoAsync(page);
            Assert.False(await visit.ScrollsSidewaysAsync(), $"{page} scrolls sideways");
        }

        await visit.Page.SetViewportSizeAsync(320, 640);
        await visit.Page.GotoAsync("/");
        Assert.False(await visit.ScrollsSidewaysAsync(), "the overview scrolls sideways on the smallest phone");
    }

    [Fact]
    public async Task DarkRoom_ThePageIsDark()
    {
        await using var visit = await fixture.VisitAsync(new() { ColorScheme = ColorScheme.Dark });
        await visit.SignInAsync();
        await visit.UntilLiveAsync();

        var background = await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

        Assert.True(background.Split('(', ',', ')').Skip(1).Take(3).All(part => int.Parse(part, CultureInfo.InvariantCulture) < 60), background);
        await Screenshots.TakeAsync(visit.Page, "dashboard-dark");
    }

    [Fact]
    public async Task Keyboard_ReachesAnAction_AndKeepsItsPlaceWhileThePageChanges()
    {
        await fixture.UntilAllServeAsync();
        await using var visit = await fixture.VisitAsync();
        await visit.Page.GotoAsync("/");
        await Assertions.Expect(visit.Page.GetByLabel("Admin token")).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await visit.Page.Keyboard.TypeAsync(fixture.Cluster.File.Tokens.Admin);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.UntilLiveAsync();

        await TabToAsync(visit, "drain-node2");
        var outline = await visit.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle");
        await visit.Page.EvaluateAsync("window.changes = 0; new MutationObserver(() => changes++).observe(document.getElementById('nodes'), { childList: true })");
        await Eventually.TrueAsync(() => visit.Page.EvaluateAsync<bool>("changes >= 2"), "the nodes were shown anew, twice");
        Assert.Equal(("solid", "drain-node2"), (outline, await FocusedAsync(visit)));

        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Drain node2?" })).ToBeVisibleAsync();
        await TabToAsync(visit, "cancel");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Headline).ToBeVisibleAsync();
    }

    [Fact]
    public async Task NoScripts_ReadsAndActs()
    {
        await fixture.UntilAllServeAsync();
        await using var visit = await fixture.VisitAsync(new() { JavaScriptEnabled = false });
        await visit.SignInAsync();
        await Assertions.Expect(visit.Page.Locator("#nodes tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(visit.Page.Locator("#live")).ToContainTextAsync("As of");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Pause" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pause failover" }).ClickAsync();
        await Assertions.Expect(visit.Notice).ToContainTextAsync("paused");
        await Eventually.TrueAsync(async () => (await fixture.Cluster.StatusAsync()).Paused, "failover is paused");
        await visit.Page.GotoAsync("/resume");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Resume failover" }).ClickAsync();

        await Assertions.Expect(visit.Notice).ToContainTextAsync("on again");
        await Eventually.TrueAsync(async () => !(await fixture.Cluster.StatusAsync()).Paused, "failover is on again");
    }

    private static async Task TabToAsync(Visit visit, string id)
    {
        for (var i = 0; i < 60 && await FocusedAsync(visit) != id; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal(id, await FocusedAsync(visit));
    }

    private static Task<string> FocusedAsync(Visit visit) => visit.Page.EvaluateAsync<string>("document.activeElement.id");
}
