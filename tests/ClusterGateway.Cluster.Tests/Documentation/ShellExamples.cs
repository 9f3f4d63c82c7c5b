using System.Text.RegularExpressions;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>The shell blocks of a page that run in the local cluster, as one script, and what its calls should be answered.</summary>
internal static partial class ShellExamples
{
    /// <summary>Every curl also writes the status of its answer, on a line that begins with @, into the file that STATUSES names.</summary>
    public const string Prelude =
        """
        set -euo pipefail
        shopt -s expand_aliases
        curl() { command curl "$@" -w '%{stderr}\n@%{http_code}\n' 2>>"$STATUSES"; }

        """;

    public static string ScriptOf(MarkdownPage page) =>
        string.Join('\n', ShellBlock.Of(page.Text).Where(block => block.RunsLocally).Select(block => block.Text));

    /// <summary>The first status that the comment on the line of a call names, or the comment above it; any success when there is none.</summary>
    public static IEnumerable<string> Expectations(string script)
    {
        var above = "";
        foreach (var line in script.Split('\n'))
        {
            if (line.StartsWith('#'))
            {
                above = line;
                continue;
            }

            if (Call().IsMatch(line))
            {
                var comment = line.Contains(" # ", StringComparison.Ordinal) ? line[line.IndexOf(" # ", StringComparison.Ordinal)..] : above;
                yield return Status().Match(comment) is { Success: true } status ? status.Value : "[23]..";
            }

            above = "";
        }
    }

    [GeneratedRegex(@"(^|[\s(])curl\s")]
    private static partial Regex Call();

    [GeneratedRegex(@"\b[1-5]\d\d\b")]
    private static partial Regex Status();
}
