using System.Text.RegularExpressions;

namespace ClusterGateway.Cluster.Tests.Monitoring;

/// <summary>The samples of some answers of <c>/metrics</c>: their names, as queries use them, and the labels that each has.</summary>
internal sealed partial class ExposedMetrics(IEnumerable<string> answers)
{
    private readonly ILookup<string, string> _labels = answers
        .SelectMany(answer => answer.Split('\n'))
        .Select(line => Sample().Match(line))
        .Where(match => match.Success)
        .SelectMany(match => Label().Matches(match.Groups[2].Value).Select(label => label.Groups[1].Value).DefaultIfEmpty(""), (match, label) => (Name: match.Groups[1].Value, label))
        .ToLookup(sample => sample.Name, sample => sample.label, StringComparer.Ordinal);

    public bool Has(string name) => _labels.Contains(name);

    public bool Has(string name, string label) => _labels[name].Contains(label);

    [GeneratedRegex(@"^(\w+)(?:\{(.*)\})? \S+$")]
    private static partial Regex Sample();

    [GeneratedRegex("(\\w+)=\"")]
    private static partial Regex Label();
}
