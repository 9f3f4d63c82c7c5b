using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Testing.Documentation;

/// <summary>
/// The part of a page that is made from the code, between <c>&lt;!-- generated --&gt;</c> and <c>&lt;!-- end --&gt;</c>. A test holds it against the
/// code; with the environment variable <c>WRITE_DOCS=1</c> the test writes it instead.
/// </summary>
public static class GeneratedRegion
{
    private const string Begin = "<!-- generated -->\n";
    private const string End = "<!-- end -->";

    /// <exception cref="InvalidOperationException">The page says something else; the lines that differ, and how to mend it.</exception>
    public static void Check(string page, string expected)
    {
        var path = Path.Combine(RepositoryRoot.Path, page);
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (text[begin..end] == expected)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, text[..begin] + expected + text[end..]);
            return;
        }

        var missing = expected.Split('\n').Except(text[begin..end].Split('\n'));
        var superfluous = text[begin..end].Split('\n').Except(expected.Split('\n'));
        throw new InvalidOperationException($"{page} differs from the code; run this test with WRITE_DOCS=1 and commit what it writes.\n"
            + string.Join('\n', [.. missing.Select(line => "missing: " + line), .. superfluous.Select(line => "superfluous: " + line)]));
    }
}
