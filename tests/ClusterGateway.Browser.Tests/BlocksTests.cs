using System.Net;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;
using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>An administrator with the blocks of the cluster.</summary>
[Collection(SharedDashboard.Name)]
public sealed class BlocksTests(DashboardFixture fixture)
{
    [Fact]
    public async Task Network_IsBlockedAtBothGateways_Found_AndLetInAgain()
    {
        await fixture.UntilAllServeAsync();
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Blocks" }).ClickAsync();

        await BlockAsync(visit, "198.51.100.0/24", "scans for /wp-login.php", "7x");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("'7x' is not a duration");
        await visit.Page.Locator("#for").FillAsync("7d");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Block it" }).ClickAsync();
        await Expect(visit.Notice).ToContainTextAsync("is blocked");
        await UntilAnsweredAsync("198.51.100.20", HttpStatusCode.Forbidden);
        await BlockAsync(visit, "203.0.113.77", "told to stop", "");

        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("198.51.100.20");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("tbody tr")).ToContainTextAsync("by admin from 127.0.0.1");
        await visit.Page.GotoAsync("/blocks");
        await Expect(visit.Page.Locator("tbody tr", new() { HasText = "203.0.113.77" })).ToContainTextAsync("no end");
        await Screenshots.TakeAsync(visit.Page, "dashboard-blocks");
        await LetInAsync(visit, "203.0.113.77/32");
        await LetInAsync(visit, "198.51.100.0/24");

        await UntilAnsweredAsync("198.51.100.20", HttpStatusCode.Unauthorized);
        await visit.Page.GotoAsync("/blocks?find=127.0.0.1");
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("127.0.0.1 is never blocked");
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private static async Task BlockAsync(Visit visit, string network, string reason, string length)
    {
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Block a network" }).ClickAsync();
        await visit.Page.Locator("#network").FillAsync(network);
        await visit.Page.Locator("#reason").FillAsync(reason);
        await visit.Page.Locator("#for").FillAsync(length);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Block it" }).ClickAsync();
    }

    private static async Task LetInAsync(Visit visit, string network)
    {
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Let in {network}" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Let it in" }).ClickAsync();
        await Expect(visit.Notice).ToContainTextAsync("let in again");
    }

    private async Task UntilAnsweredAsync(string address, HttpStatusCode expected)
    {
        foreach (var gateway in fixture.Cluster.File.Gateways)
        {
            using var user = new PortalUser(gateway.Url, address, fixture.Cluster.File.Demo.Users[0]);
            await Eventually.TrueAsync(async () => (await user.GetAsync()).Status == expected, $"{gateway.Url} answers {address} with {expected}");
        }
    }
}
