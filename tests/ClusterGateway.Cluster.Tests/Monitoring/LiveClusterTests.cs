using System.Net;
using System.Text.RegularExpressions;
using ClusterGateway.Client;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Monitoring;

/// <summary>The kit beside a cluster that runs: what it asks for is there, and it notices what happens.</summary>
public sealed class LiveClusterTests(MonitoringFixture fixture) : IClassFixture<MonitoringFixture>
{
    /// <summary>Prometheus gives these to every target and every sample: by prometheus.yml, and by itself.</summary>
    private static readonly string[] TargetLabels = ["cluster", "job", "instance"];

    /// <summary>Prometheus' own: whether the last scrape of a target worked.</summary>
    private const string Up = "up";

    private TestCluster Cluster => fixture.Cluster;

    private IEnumerable<Uri> MetricsPages =>
        [.. Cluster.File.Gateways.Select(gateway => new Uri(gateway.Management, "/metrics")), .. Cluster.File.Nodes.Select(node => new Uri(node.Agent, "/metrics"))];

    [Fact]
    public async Task Metrics_AfterTraffic_HaveNoFaultForPromtool()
    {
        await UseEverythingAsync();

        foreach (var text in await ScrapeAsync())
        {
            var (exitCode, output) = await Promtool.RunAsync(["check", "metrics"], text);
            Assert.True(exitCode == 0, output);
        }
    }

    [Fact]
    public async Task Expressions_OfAlertsAndDashboard_UseOnlyWhatIsThere()
    {
        var people = await UseEverythingAsync();
        var node = people[0].Session.Node;
        await Cluster.CommandAsync($"nodes/{node}/drain");
        try
        {
            await Eventually.TrueAsync(
                async () => new ExposedMetrics(await ScrapeAsync()).Has("clustergateway_drain_remaining_seconds"), "the drain is in the metrics");
            var exposed = new ExposedMetrics(await ScrapeAsync());
            var mistakes = MonitoringKit.Expressions().SelectMany(expression => MistakesOf(expression, exposed)).Distinct();
            Assert.Empty(mistakes);
        }
        finally
        {
            await Cluster.CommandAsync($"nodes/{node}/activate");
            await Cluster.WaitUntilHealthyAsync(node);
        }
    }

    [Fact]
    public async Task Prometheus_PrimaryKilledAndStartedAgain_FiresAndResolves()
    {
        var directory = Configure();
        await using var prometheus = await PrometheusServer.CreateAsync(Path.Combine(directory, "prometheus.yml"));
        await Eventually.TrueAsync(async () => (await prometheus.QueryAsync("up == 1")).Count == 4, "Prometheus scraped the gateway and all agents");
        await Eventually.TrueAsync(async () => await FiringAsync(prometheus) is [], "nothing is wrong at first");
        var primary = await Cluster.PrimaryAsync();

        await Cluster.KillNodeAsync(primary);

        await Eventually.TrueAsync(async () => (await FiringAsync(prometheus)).Contains($"NodeDown {primary}"), $"NodeDown fired for {primary}");
        await Eventually.TrueAsync(async () => (await FiringAsync(prometheus)).Contains("FailoverHappened "), "FailoverHappened fired");
        Assert.DoesNotContain("AllNodesDown ", await FiringAsync(prometheus));
        await Cluster.StartNodeAsync(primary);
        await Eventually.TrueAsync(async () => !(await FiringAsync(prometheus)).Contains($"NodeDown {primary}"), "NodeDown resolved");
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>The kit with the cluster's ports in the place of run.sh's, and seconds in the place of minutes; the expressions stay as they are.</summary>
    private string Configure()
    {
        var directory = Directory.CreateTempSubdirectory("monitoring-").FullName;
        var agents = string.Join(", ", Cluster.File.Nodes.Select(node => $"\"{node.Agent.Authority}\""));
        var prometheus = Regex.Replace(MonitoringKit.Read("prometheus.yml"), "_interval: 15s", "_interval: 1s")
            .Replace("\"127.0.0.1:7401\", \"127.0.0.1:7402\", \"127.0.0.1:7403\"", agents, StringComparison.Ordinal)
            .Replace("127.0.0.1:8090", Cluster.File.Gateways[0].Management.Authority, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(directory, "prometheus.yml"), prometheus);
        File.WriteAllText(Path.Combine(directory, "alerts.yml"), Regex.Replace(MonitoringKit.Read("alerts.yml"), "^        for: .*$", "        for: 3s", RegexOptions.Multiline));
        return directory;
    }

    private static async Task<IReadOnlyList<string>> FiringAsync(PrometheusServer prometheus) =>
        [.. (await prometheus.QueryAsync("ALERTS{alertstate=\"firing\"}")).Select(alert => $"{alert["alertname"]} {alert.GetValueOrDefault("node")}")];

    private static IEnumerable<string> MistakesOf(string expression, ExposedMetrics exposed)
    {
        var metrics = ExpressionNames.Metrics(expression).Where(metric => metric != Up).ToList();
        var unknown = metrics.Where(metric => !exposed.Has(metric)).Select(metric => $"no {metric}, in: {expression}");
        var selected = ExpressionNames.Selected(expression)
            .Where(label => !TargetLabels.Contains(label.Label) && label.Metric != Up && !exposed.Has(label.Metric, label.Label))
            .Select(label => $"no {label.Label} of {label.Metric}, in: {expression}");
        var grouped = ExpressionNames.Grouped(expression)
            .Where(label => !TargetLabels.Contains(label) && !metrics.Any(metric => exposed.Has(metric, label)))
            .Select(label => $"no {label}, in: {expression}");
        return unknown.Concat(selected).Concat(grouped);
    }

    /// <summary>People sign in and lock; a stranger tries a link that does not exist, and what no browser sends.</summary>
    private async Task<IReadOnlyList<SignedIn>> UseEverythingAsync()
    {
        var people = await fixture.SignInAsync(6);
        using var http = new HttpClient();
        foreach (var node in Cluster.File.Nodes)
        {
            var agent = new ClusterClient(http, new ClusterClientOptions { Agent = node.Agent, Token = () => Cluster.File.Tokens.App });
            await agent.DocumentLocks.TakeAsync($"monitored-{node.Id}.txt", new LockRequest("lock"), CancellationToken.None);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await people[0].User.SendAsync(HttpMethod.Get, "/s/nothing-of-the-kind")).Status);
        Assert.Contains(" 400 ", await RawClient.SendAsync(Cluster.Url, "GET / HTTP/1.1\r\nHost: portal\r\nConnection: close\r\nX-Bell: \u0007\r\n\r\n"), StringComparison.Ordinal);
        return people;
    }

    private async Task<IReadOnlyList<string>> ScrapeAsync()
    {
        using var http = new HttpClient();
        return await Task.WhenAll(MetricsPages.Select(page => http.GetStringAsync(page)));
    }
}
