using System.Text.RegularExpressions;

namespace ClusterGateway.NodeAgent.Settings.NodeScoping;

/// <summary>A key, or a pattern in which <c>*</c> stands for any characters and all others for themselves; upper and lower case count the same.</summary>
internal sealed class KeyPattern(string text)
{
    private readonly Regex? _expression = text.Contains('*', StringComparison.Ordinal)
        ? new Regex(
            $@"\A{Regex.Escape(text).Replace(@"\*", ".*", StringComparison.Ordinal)}\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)
        : null;

    public bool Matches(string key) => _expression?.IsMatch(key) ?? string.Equals(text, key, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => text;
}
