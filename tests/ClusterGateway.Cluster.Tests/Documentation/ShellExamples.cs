using System.Text.RegularExpressions;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>The shell blocks of a page of the documentation, as one script, and what its calls should be answered.</summary>
internal static partial class ShellExamples
{
    /// <summary>Every curl also writes the status of its answer, on a line that begins with @, into the file that STATUSES names.</summary>
    private const string Prelude =
        """
        set -euo pipefail
        curl() { command curl "$@" -w '%{stderr}\n@%{http_code}\n' 2>>"$STATUSES"; }

        """;

    /// <param name="page">Relative to the root of the repository.</param>
    /// <param name="agent">Stands in the lines that say where the agent is; the tokens likewise.</param>
    public static (string Script, IReadOnlyList<string> Expected) Read(string page, Uri agent, ClusterFile.TokenSet tokens)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, page));
        var blocks = string.Join('\n', Block().Matches(text).Select(block => block.Groups[1].Value));
        var script = Setting().Replace(blocks, line => line.Groups[1].Value + "=" + line.Groups[1].Value.ToUpperInvariant() switch
        {
            "AGENT" => agent.ToString().TrimEnd('/'),
            "ADMIN" => Quoted(tokens.Admin),
            _ => Quoted(tokens.App),
        });
        return (Prelude + script, [.. Expectations(blocks)]);
    }

    /// <summary>The first status that the comment on the line of a call names, or the comment above it; any success when there is none.</summary>
    private static IEnumerable<string> Expectations(string blocks)
    {
        var above = "";
        foreach (var line in blocks.Split('\n'))
        {
            if (line.StartsWith('#'))
            {
                above = line;
                continue;
            }

            if (Call().IsMatch(line))
            {
                var comment = line.Contains(" # ", StringComparison.Ordinal) ? line[line.IndexOf(" # ", StringComparison.Ordinal)..] : above;
                yield return Status().Match(comment) is { Success: true } status ? status.Value : "2..";
            }

            above = "";
        }
    }

    private static string Quoted(string token) => $"\"Authorization: Bearer {token}\"";

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^(AGENT|agent|TOKEN|AUTH|app|ADMIN)=.*$", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"(^|[\s(])curl\s")]
    private static partial Regex Call();

    [GeneratedRegex(@"\b[1-5]\d\d\b")]
    private static partial Regex Status();
}
