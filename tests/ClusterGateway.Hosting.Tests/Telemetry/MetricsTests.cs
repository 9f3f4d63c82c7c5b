using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterGateway.Hosting.Tests.Telemetry;

public sealed class MetricsTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Scrape_InstrumentsOfEveryKind_AreWrittenAsPrometheusReadsThem()
    {
        host.Meter.CreateCounter<long>("clustergateway.test.decisions", "{decision}", "Decisions.").Add(3, new KeyValuePair<string, object?>("result", "a\"b"));
        host.Meter.CreateUpDownCounter<long>("clustergateway.test.in_flight", "{request}").Add(-2);
        host.Meter.CreateObservableGauge("clustergateway.test.up", () => 1.5);
        host.Meter.CreateObservableGauge("clustergateway.test.thing.count", () => 4);
        var vacancy = host.Meter.CreateHistogram<double>("clustergateway.test.vacancy", "s");
        vacancy.Record(0.2);
        vacancy.Record(7);

        var text = await host.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Contains("# TYPE clustergateway_test_decisions_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("clustergateway_test_decisions_total{result=\"a\\\"b\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("clustergateway_test_in_flight -2\n", text, StringComparison.Ordinal);
        Assert.Contains("clustergateway_test_up 1.5\n", text, StringComparison.Ordinal);
        Assert.Contains("clustergateway_test_thing 4\n", text, StringComparison.Ordinal);
        Assert.Contains("clustergateway_test_vacancy_seconds_bucket{le=\"+Inf\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("clustergateway_test_vacancy_seconds_sum 7.2\n", text, StringComparison.Ordinal);
        Assert.Contains("clustergateway_test_vacancy_seconds_count 2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrape_EveryLine_IsACommentOrASampleAndTypedOnce()
    {
        _ = await host.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var text = await host.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.Matches("^(# (HELP|TYPE) [a-z][a-z0-9_]* .*|[a-z][a-z0-9_]*(\\{.*\\})? \\S+)$", line));
        Assert.All(
            lines.Where(line => line[0] != '#'),
            line => Assert.True(double.TryParse(line[(line.LastIndexOf(' ') + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out _), line));
        var typed = Regex.Matches(text, "^# TYPE (\\S+) ", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(typed.Distinct(), typed);
        Assert.Contains("http_server_request_duration_seconds", typed);
    }
}
