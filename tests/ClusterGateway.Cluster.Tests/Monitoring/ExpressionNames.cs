using System.Text.RegularExpressions;

namespace ClusterGateway.Cluster.Tests.Monitoring;

/// <summary>Which metrics a PromQL expression reads, and which labels of them it names.</summary>
internal static partial class ExpressionNames
{
    private static readonly HashSet<string> Words = new(["and", "or", "unless", "bool", "offset", "inf", "nan"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What is neither a word of the language nor a function nor a label.</summary>
    public static IReadOnlySet<string> Metrics(string expression) =>
        Name().Matches(Grouping().Replace(Selector().Replace(WithoutTexts(expression), ""), " "))
            .Select(match => match.Value)
            .Where(name => !Words.Contains(name))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Each metric with a label that stands in its braces.</summary>
    public static IEnumerable<(string Metric, string Label)> Selected(string expression) =>
        from selector in MetricWithSelector().Matches(WithoutTexts(expression))
        from label in SelectedLabel().Matches(selector.Groups[2].Value)
        select (selector.Groups[1].Value, label.Groups[1].Value);

    /// <summary>Labels in <c>by (…)</c>, <c>on (…)</c> and the like.</summary>
    public static IEnumerable<string> Grouped(string expression) => Grouping().Matches(WithoutTexts(expression))
        .SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string WithoutTexts(string expression) => Range().Replace(Text().Replace(expression, "\"\""), "");

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"([a-zA-Z_]\w*)\{([^}]*)\}")]
    private static partial Regex MetricWithSelector();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex SelectedLabel();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\b[a-zA-Z_]\w*\b(?!\s*\()")]
    private static partial Regex Name();
}
