using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Redaction;

/// <summary>
/// The route metadata <c>ClusterGateway.RedactPath</c>: what follows these prefixes in the path of any request, and its query, is written
/// nowhere. <c>true</c> stands for the beginning of the route's own path, up to its first parameter.
/// </summary>
internal static class RedactPath
{
    public const string MetadataKey = "ClusterGateway.RedactPath";

    /// <summary>The prefixes that a route names, each with a slash at both ends. A value that is wrong redacts everything.</summary>
    public static IEnumerable<string> PrefixesOf(RouteConfig route)
    {
        if (route.Metadata?.GetValueOrDefault(MetadataKey) is not { } value || IsOff(value))
        {
            return [];
        }

        return Mistake(value) is not null ? ["/"] : IsOn(value) ? [BeginningOf(route.Match.Path)] : Split(value);
    }

    /// <summary>What is wrong with a value, in a sentence; null when nothing is.</summary>
    public static string? Mistake(string value) => IsOn(value) || IsOff(value) || Split(value) is { Length: > 0 } prefixes && prefixes.All(IsPrefix)
        ? null
        : $"'{value}' names no paths; write true for what follows the beginning of the route's own path, or prefixes such as /s/, separated by commas";

    private static bool IsOn(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static bool IsOff(string value) => value.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsPrefix(string text) => text is ['/', ..] and [.., '/'] && !text.Contains("//", StringComparison.Ordinal) && !text.Contains('%', StringComparison.Ordinal);

    /// <summary>Of <c>/s/{token}</c>: <c>/s/</c>; of <c>{**path}</c>, and of no path: everything.</summary>
    private static string BeginningOf(string? pattern)
    {
        var literal = (pattern ?? "").Split('{')[0];
        var beginning = literal[..(literal.LastIndexOf('/') + 1)];
        return beginning.StartsWith('/') ? beginning : "/" + beginning;
    }
}
