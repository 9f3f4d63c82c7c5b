using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Testing.Documentation;

/// <summary>
/// The table of docs/operations/metrics.md against the instruments that a program really makes: a row is
/// <c>| `name` `{labels}` | kind | unit | gateway, agent or both | sentence |</c>.
/// </summary>
public static partial class MetricsPage
{
    private const string Page = "docs/operations/metrics.md";

    /// <summary>The instruments of one meter factory, among them those that were made before.</summary>
    public static IReadOnlyList<Instrument> InstrumentsOf(IMeterFactory meters)
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name == nameof(ClusterGateway))
                {
                    found.Add(instrument);
                }
            },
        };
        listener.Start();
        return [.. found.DistinctBy(instrument => instrument.Name).OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }

    /// <param name="program"><c>gateway</c> or <c>agent</c>.</param>
    /// <exception cref="InvalidOperationException">A sentence for each instrument without its row, and for each row without its instrument.</exception>
    public static void Check(string program, IReadOnlyList<Instrument> instruments)
    {
        var mistakes = Mistakes(program, instruments).ToList();
        if (mistakes.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', mistakes));
        }
    }

    private static IEnumerable<string> Mistakes(string program, IReadOnlyList<Instrument> instruments)
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, Page)))
            .Where(row => row.Groups["from"].Value == program || row.Groups["from"].Value == "both")
            .ToDictionary(row => row.Groups["name"].Value, StringComparer.Ordinal);
        foreach (var instrument in instruments)
        {
            var (kind, unit) = (KindOf(instrument), instrument.Unit?.Trim('{', '}'));
            if (string.IsNullOrEmpty(instrument.Description))
            {
                yield return $"{instrument.Name} has no description in the code";
            }

            if (!rows.TryGetValue(instrument.Name, out var row))
            {
                yield return $"{Page} lacks: | `{instrument.Name}` | {kind} | {unit} | {program} (or both) | {instrument.Description} |";
            }
            else if (row.Groups["kind"].Value != kind || row.Groups["unit"].Value != unit)
            {
                yield return $"{Page}: {instrument.Name} is a {kind} in {unit} of the {program}, not '{row.Value}'";
            }
        }

        foreach (var name in rows.Keys.Except(instruments.Select(instrument => instrument.Name)))
        {
            yield return $"{Page}: the {program} has no {name}";
        }
    }

    private static string KindOf(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name.Contains("Histogram", StringComparison.Ordinal) ? "histogram"
            : name.Contains("UpDown", StringComparison.Ordinal) || name.Contains("Gauge", StringComparison.Ordinal) ? "gauge" : "counter";
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z0-9_.]+)`[^|]*\| (?<kind>[a-z]+) \| (?<unit>[^ |]+) \| (?<from>gateway|agent|both) \| \S.*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
