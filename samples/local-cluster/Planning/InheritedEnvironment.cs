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

    public static IReadOnlyDictionary<string, string> Read() => Filter(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? "")));

    internal static IReadOnlyDictionary<string, string> Filter(IEnumerable<KeyValuePair<string, string>> variables) =>
        variables.Where(variable => IsPassedOn(variable.Key)).ToDictionary(StringComparer.Ordinal);

    // DOTNET_URLS and its like would move every child to the same port.
    private static bool IsPassedOn(string name) =>
        name is not ("DOTNET_URLS" or "DOTNET_HTTP_PORTS" or "DOTNET_HTTPS_PORTS" or "DOTNET_CONTENTROOT")
        && (Names.Contains(name, StringComparer.Ordinal) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
}
