using System.IO.Enumeration;

namespace ClusterGateway.NodeAgent.Settings.NodeScoping;

/// <summary>Keys by patterns in which <c>*</c> stands for any characters; upper and lower case count the same.</summary>
internal sealed class KeyPatterns(IEnumerable<string> patterns)
{
    private readonly string[] _patterns = [.. patterns];

    /// <summary>The first pattern that the key matches; null when it matches none.</summary>
    public string? Match(string key) => Array.Find(_patterns, pattern => Matches(pattern, key));

    /// <summary>Only <c>*</c> is special: a question mark or a backslash in a key is itself.</summary>
    public static bool Matches(string pattern, string key) => FileSystemName.MatchesSimpleExpression(Escape(pattern), key, ignoreCase: true);

    private static string Escape(string pattern) => pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
}
