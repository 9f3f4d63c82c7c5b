using System.Text.RegularExpressions;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>
/// A fenced block of a page, with what the comment before it says: <c>&lt;!-- run: install on node2 --&gt;</c>, <c>&lt;!-- file: PATH --&gt;</c>,
/// <c>&lt;!-- not run: why --&gt;</c>. A <c>sh</c> block without a comment runs in the local cluster of the tests.
/// </summary>
/// <param name="Does"><c>run</c>, <c>file</c>, <c>not run</c>, or empty.</param>
internal sealed partial record ShellBlock(string Language, string Does, string What, string Text)
{
    public bool RunsLocally => Language == "sh" && Does.Length == 0;

    public static IReadOnlyList<ShellBlock> Of(string markdown) =>
    [
        .. Block().Matches(markdown).Select(block =>
            new ShellBlock(block.Groups["language"].Value, block.Groups["does"].Value, block.Groups["what"].Value.Trim(), block.Groups["text"].Value)),
    ];

    [GeneratedRegex(@"(?:^<!-- (?<does>run|file|not run):(?<what>[^\n]*?)-->\n)?^```(?<language>[^\n]*)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
