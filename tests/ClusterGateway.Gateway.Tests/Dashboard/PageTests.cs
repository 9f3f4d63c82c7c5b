using System.Net;
using System.Text.Json.Nodes;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Dashboard;

public sealed class PageTests
{
    private const string Hostile = "<script>alert(1)</script>\"' onload=x";

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/")]
    [InlineData("/nodes/n1/drain")]
    [InlineData("/assets/dashboard.js")]
    public async Task Page_LetsTheBrowserDoNothingButShowIt(string path)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = path == "/sign-in" ? new Visitor(gateway) : await Visitor.SignedInAsync(gateway);

        using var response = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(!path.StartsWith("/assets/", StringComparison.Ordinal), response.Headers.CacheControl!.NoStore);
        if (response.Content.Headers.ContentType!.MediaType == "text/html")
        {
            var html = await response.Content.ReadAsStringAsync();
            Assert.DoesNotMatch("https?://(?!127\\.0\\.0\\.1)", html);
            Assert.DoesNotMatch(" style=| on[a-z]+=|<style|<script(?! src=)", html);
        }
    }

    [Fact]
    public async Task Overview_WithoutScripts_IsComplete()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n1.Self = n1.Self with { Checks = [new CheckView("application", CheckImpact.Unhealthy, true, TimeProvider.System.GetUtcNow(), "answers 200")] };
        n2.Events.Enqueue(new EventView("1", TimeProvider.System.GetUtcNow().AddMinutes(-3), EventTypes.PrimaryElected, "n2", 4, "it goes first", "n2", null));
        n1.Events.Enqueue(n2.Events.First());
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n2.BecomePrimary(term: 4);
        await Eventually.TrueAsync(() => gateway.View.Current.Primary?.NodeId == "n2", "n2 is the primary");
        using var visitor = await Visitor.SignedInAsync(gateway);

        await Eventually.TrueAsync(async () => (await visitor.ReadAsync("/")).Contains("n2 is primary, 2 of 2 nodes serve", StringComparison.Ordinal), "the page shows it");
        var html = await visitor.ReadAsync("/");

        Assert.Contains("Why: it goes first", html, StringComparison.Ordinal);
        Assert.Contains("3 min ago", html, StringComparison.Ordinal);
        Assert.Contains("Primary elected", html, StringComparison.Ordinal);
        Assert.Matches("<b>application</b> passes: answers 200", html);
        Assert.Matches("(?s)<tr id=\"node-n1\".*<tr id=\"node-n2\"", html);
        Assert.Contains("<noscript><meta http-equiv=\"refresh\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/nodes/n1/drain\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_HostileTexts_AreOnlyText()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.Self = n1.Self with
        {
            Version = Hostile,
            Tags = [Hostile],
            Warnings = [new WarningView(Hostile, Hostile)],
            Checks = [new CheckView(Hostile, CheckImpact.Unhealthy, false, null, Hostile)],
        };
        n1.Events.Enqueue(new EventView("1", TimeProvider.System.GetUtcNow(), Hostile, Hostile, 4, Hostile, Hostile, Hostile));
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);

        await Eventually.TrueAsync(async () => (await visitor.ReadAsync("/")).Contains("What happened", StringComparison.Ordinal), "the page shows events");
        var html = await visitor.ReadAsync("/");

        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"' onload", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_AnonymousConfigured_ShowsWhatEverybodyMayKnow_AndNoAction()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.Events.Enqueue(new EventView("1", TimeProvider.System.GetUtcNow(), "NodeDrainStarted", "n1", 4, "a reason", "admin from 10.0.0.9", "a detail"));
        var configuration = RunningGateway.Cluster(n1);
        configuration["ClusterGateway"]!["Management"] = new JsonObject { ["Dashboard"] = new JsonObject { ["Anonymous"] = true } };
        await using var gateway = await RunningGateway.StartAsync(configuration);
        using var visitor = new Visitor(gateway);

        var html = "";
        await Eventually.TrueAsync(
            async () => (html = await visitor.ReadAsync("/")).Contains("Node drain started", StringComparison.Ordinal) && html.Contains("id=\"node-n1\"", StringComparison.Ordinal),
            "the page shows the node and the event");

        Assert.Contains("href=\"/sign-in\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("10\\.0\\.0\\.9|a reason|a detail|/drain|/pause|/switchover|/locks|/links", html);
        foreach (var path in (string[])["/locks", "/links", "/nodes/n1/drain", "/pause", "/locks/break?resource=x"])
        {
            using var refused = await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        }

        using var api = await visitor.GetAsync("/api/v1/cluster");
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Theory]
    [InlineData("Session", "30s")]
    [InlineData("Session", "8d")]
    [InlineData("Refresh", "100ms")]
    public async Task Configuration_OutOfBounds_IsNamed(string key, string value)
    {
        var directory = Directory.CreateTempSubdirectory("cg-");
        var file = Path.Combine(directory.FullName, "gateway.json");
        await File.WriteAllTextAsync(file, "{}");

        var build = await RunningGateway.BuildAsync(file, directory.FullName, $"--ClusterGateway:Management:Dashboard:{key}={value}");
        await using var app = build.App;

        Assert.Equal($"ClusterGateway:Management:Dashboard:{key}", Assert.Single(build.Errors).Path);
        directory.Delete(recursive: true);
    }
}
