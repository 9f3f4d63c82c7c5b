using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Testing.Waiting;
using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>An administrator at the cluster's settings.</summary>
[Collection(SharedDashboard.Name)]
public sealed class SettingsTests(DashboardFixture fixture) : IDisposable
{
    private readonly HttpClient _http = new();

    [Fact]
    public async Task Setting_IsWritten_InForceEverywhere_Changed_AndRolledBack()
    {
        await fixture.UntilAllServeAsync();
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Settings", Exact = true }).ClickAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "New setting" }).ClickAsync();
        await visit.Page.GetByLabel("Key").FillAsync("browser.limit");
        await ChangeAsync(visit, "250");
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { Name = "browser.limit" })).ToContainTextAsync("250");
        await UntilEverywhereAsync("browser.limit", "250");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Edit browser.limit" }).ClickAsync();
        await visit.Page.GetByLabel("Value").FillAsync("300");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await Expect(visit.Page.Locator(".changes tbody tr")).ToContainTextAsync(["250"]);
        await Screenshots.TakeAsync(visit.Page, "dashboard-setting");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await UntilEverywhereAsync("browser.limit", "300");
        await Eventually.TrueAsync(async () =>
        {
            await visit.Page.GotoAsync("/settings");
            return !(await visit.Page.Locator("#settings-members").InnerTextAsync()).Contains("behind", StringComparison.Ordinal);
        }, "all nodes told that they have it");
        await Screenshots.TakeAsync(visit.Page, "dashboard-settings");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Expect(visit.Page.Locator(".history tbody tr").First).ToContainTextAsync("admin from 127.0.0.1");
        await visit.Page.Locator(".history tbody tr").Nth(1).GetByRole(AriaRole.Link, new() { Name = "Compare" }).ClickAsync();
        await Expect(visit.Page.Locator(".changes tbody tr")).ToContainTextAsync(["browser.limit"]);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "To the history" }).ClickAsync();
        await visit.Page.Locator(".history tbody tr").Nth(1).GetByRole(AriaRole.Link, new() { Name = "Roll back" }).ClickAsync();
        await Expect(visit.Page.Locator(".changes tbody tr")).ToHaveCountAsync(1);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(visit.Notice).ToContainTextAsync("again");
        await UntilEverywhereAsync("browser.limit", "250");

        await visit.Page.GotoAsync("/settings");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Remove browser.limit" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(visit.Notice).ToContainTextAsync("browser.limit is removed");
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { Name = "browser.limit" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Setting_SomebodyWasFaster_IsShown_AndNothingIsLost()
    {
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.Page.GotoAsync("/settings/edit?key=browser.raced");
        await visit.Page.GetByLabel("Value").FillAsync("mine");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await WriteAsync("browser.raced", "theirs");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("it exists already");
        await Expect(visit.Page.Locator(".changes tbody tr")).ToContainTextAsync(["theirs"]);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();

        await Expect(visit.Notice).ToContainTextAsync("browser.raced is set");
        await UntilEverywhereAsync("browser.raced", "\"mine\"");
    }

    [Fact]
    public async Task Setting_OfTheNodesOwn_IsRefusedWithTheReason_AndASecretIsNeverShown()
    {
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.Page.GotoAsync("/settings/edit?key=database.url");
        await visit.Page.GetByLabel("Value").FillAsync("jdbc:x");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("differs from node to node");

        await visit.Page.GotoAsync("/settings/edit?key=browser.password");
        await visit.Page.GetByLabel("Secret").CheckAsync();
        await ChangeAsync(visit, "hunter-canary");
        foreach (var page in (string[])["/settings", "/settings/edit?key=browser.password", "/settings/history", "/"])
        {
            await visit.Page.GotoAsync(page);
            Assert.DoesNotContain("hunter-canary", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        }

        // Saving the form as it is leaves the value.
        await visit.Page.GotoAsync("/settings/edit?key=browser.password");
        await ChangeAsync(visit, "");
        using var request = AtNode(0, HttpMethod.Get, "/v1/settings/items/browser.password/secret", fixture.Cluster.File.Tokens.App);
        using var answer = await _http.SendAsync(request);
        Assert.Equal("hunter-canary", (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.SettingSecretView))!.Value.GetString());
    }

    [Fact]
    public async Task Settings_GoToAFile_AndComeBackFromIt()
    {
        await WriteAsync("browser.carried", "before");
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.Page.GotoAsync("/settings/transfer");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Export", Exact = true }).ClickAsync());
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        await download.SaveAsAsync(file);
        await WriteAsync("browser.carried", "after");

        await visit.Page.Locator("#file").SetInputFilesAsync(file);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show the changes" }).ClickAsync();
        await Expect(visit.Page.Locator(".changes tbody tr", new() { HasText = "browser.carried" })).ToContainTextAsync("before");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();

        await Expect(visit.Notice).ToContainTextAsync("imported");
        await UntilEverywhereAsync("browser.carried", "\"before\"");
        File.Delete(file);
    }

    public void Dispose() => _http.Dispose();

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>Types the value, and says yes to the change.</summary>
    private static async Task ChangeAsync(Visit visit, string value)
    {
        await visit.Page.GetByLabel("Value").FillAsync(value);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await Expect(visit.Notice).ToContainTextAsync("is set");
    }

    private async Task UntilEverywhereAsync(string key, string json)
    {
        for (var i = 0; i < fixture.Cluster.File.Nodes.Count; i++)
        {
            await Eventually.TrueAsync(async () => await ReadAsync(i, key) is { } found && found.Value.GetRawText() == json, $"{key} is {json} on node {i + 1}");
        }
    }

    private async Task<SettingView?> ReadAsync(int node, string key)
    {
        using var request = AtNode(node, HttpMethod.Get, $"/v1/settings/items/{key}", fixture.Cluster.File.Tokens.Admin);
        using var answer = await _http.SendAsync(request);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(ContractsJson.Default.SettingView) : null;
    }

    /// <summary>As somebody else with a script.</summary>
    private async Task WriteAsync(string key, string value)
    {
        var primary = fixture.Cluster.File.Nodes.ToList().IndexOf(fixture.Cluster.Node(await fixture.Cluster.PrimaryAsync()));
        using var request = AtNode(primary, HttpMethod.Put, $"/v1/settings/items/{key}", fixture.Cluster.File.Tokens.Admin);
        var condition = await ReadAsync(primary, key) is { } found ? ("If-Match", $"\"{found.Revision}\"") : ("If-None-Match", "*");
        request.Headers.TryAddWithoutValidation(condition.Item1, condition.Item2);
        request.Content = JsonContent.Create(new SettingRequest(JsonSerializer.SerializeToElement(value)), ContractsJson.Default.SettingRequest);
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private HttpRequestMessage AtNode(int node, HttpMethod method, string path, string token) =>
        new(method, new Uri(fixture.Cluster.File.Nodes[node].Agent, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
}
