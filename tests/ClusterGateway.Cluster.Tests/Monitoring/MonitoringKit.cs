using System.Text.Json;
using System.Text.RegularExpressions;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Monitoring;

/// <summary>The files of samples/monitoring, and the expressions in them.</summary>
internal static partial class MonitoringKit
{
    public static string Directory { get; } = Path.Combine(RepositoryRoot.Path, "samples/monitoring");

    public static string Read(string file) => File.ReadAllText(Path.Combine(Directory, file));

    /// <summary>The name and the text of each alert in alerts.yml.</summary>
    public static IReadOnlyDictionary<string, string> Alerts() => Read("alerts.yml").Split("- alert: ").Skip(1)
        .ToDictionary(text => text.Split('\n')[0].Trim(), text => text, StringComparer.Ordinal);

    /// <summary>Every expression of the alerts and of the dashboard, as Prometheus reads it.</summary>
    public static IEnumerable<string> Expressions() => Alerts().Values.Select(ExpressionOf).Concat(OfDashboard().Select(Filled));

    private static string ExpressionOf(string alert) => Expression().Match(alert) is { Success: true } match
        ? match.Groups[1].Value + match.Groups[2].Value
        : throw new InvalidDataException($"no expression in: {alert}");

    private static IEnumerable<string> OfDashboard()
    {
        using var dashboard = JsonDocument.Parse(Read("grafana.json"));
        return [.. Strings(dashboard.RootElement, "expr")];
    }

    private static IEnumerable<string> Strings(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.Name == name ? [property.Value.GetString()!] : Strings(property.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, name)),
        _ => [],
    };

    /// <summary>As Grafana does it.</summary>
    private static string Filled(string expression) =>
        expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$cluster", "local", StringComparison.Ordinal);

    [GeneratedRegex(@"^ +expr: (?:\|\n((?: {10}.*\n)+)|(.*)\n)", RegexOptions.Multiline)]
    private static partial Regex Expression();
}
