using System.Collections;

namespace LocalCluster.Planning;

/// <summary>
/// What children see of our own environment: what a .NET program needs to run, to find its temporary files and to export telemetry.
/// Everything else stays out, because the whole environment is written to cluster.json.
/// </summary>
internal static class InheritedEnvironment
{
    private static readonly string[] Names = ["PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "ASPNETCORE_ENVIRONMENT", "LD_LIBRARY_PATH"];
    private static readonly string[] Prefixes = ["DOTNET_", "LC_", "OTEL_", "SSL_CERT_", "Logging__"];

    public static IReadOnlyDictionary<string, string> Read() => Filter(Environment.GetEnvironmentVariables());

    // DOTNET_URLS and its like would move every child to the same port.
    internal static IReadOnlyDictionary<string, string> Filter(IDictionary variables) => variables.Cast<DictionaryEntry>()
        .Select(variable => ((string)variable.Key, (string?)variable.Value ?? ""))
        .Where(variable => IsPassedOn(variable.Item1))
        .ToDictionary(variable => variable.Item1, variable => variable.Item2, StringComparer.Ordinal);

    private static bool IsPassedOn(string name) =>
        name is not ("DOTNET_URLS" or "DOTNET_HTTP_PORTS" or "DOTNET_HTTPS_PORTS" or "DOTNET_CONTENTROOT")
        && (Names.Contains(name, StringComparer.Ordinal) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
}
