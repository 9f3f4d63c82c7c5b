using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.NodeHealth.Checks;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>Finds every mistake in the configured checks, each a sentence with its path.</summary>
internal static class CheckOptionsValidator
{
    private const string ApplicationPath = NodeHealthOptions.Section + ":Application";

    /// <param name="path">Where the checks are: <see cref="NodeHealthOptions.ChecksPath"/>.</param>
    /// <param name="application"><c>Node:Application</c>, which http and tcp checks fall back on.</param>
    public static IEnumerable<string> Validate(string path, IReadOnlyDictionary<string, CheckOptions> checks, Uri? application) =>
        checks.SelectMany(check => Common($"{path}:{check.Key}", check.Value).Concat(OfType($"{path}:{check.Key}", check.Value, application)));

    private static IEnumerable<string> Common(string path, CheckOptions options) =>
    [
        .. Bounds(path, nameof(options.Interval), options.EffectiveInterval()),
        .. Bounds(path, nameof(options.Timeout), options.EffectiveTimeout()),
        .. Bounds(path, nameof(options.Down), options.Down),
        .. Bounds(path, nameof(options.Up), options.Up),
    ];

    private static IEnumerable<string> OfType(string path, CheckOptions options, Uri? application) => options.Type?.ToLowerInvariant() switch
    {
        CheckTypes.Http => Http(path, options, application),
        CheckTypes.Tcp => Tcp(path, options, application),
        CheckTypes.Command => Command(path, options),
        CheckTypes.Path => Directory(path, options),
        CheckTypes.Store => options.Impact == CheckImpact.Unhealthy
            ? [$"{path}:Impact is 'unhealthy'; write 'degraded' or 'warning': losing the store must never take a node out of service"]
            : [],
        CheckTypes.Clock => Bounds(path, nameof(options.MaxSkew), options.MaxSkew),
        CheckTypes.Certificate => [.. Certificate(path, options), .. Bounds(path, nameof(options.MinDays), options.MinDays)],
        CheckTypes.License => [.. License(path, options), .. Bounds(path, nameof(options.MinDays), options.MinDays)],
        CheckTypes.Disk => [.. Directory(path, options), .. MinFree($"{path}:MinFree", options.MinFree)],
        _ => [$"{path}:Type is '{options.Type}'; write one of {string.Join(", ", CheckTypes.All)}"],
    };

    private static IEnumerable<string> Http(string path, CheckOptions options, Uri? application)
    {
        foreach (var mistake in Bounds(path, nameof(options.ExpectStatus), options.ExpectStatus))
        {
            yield return mistake;
        }

        if (HttpCheck.TargetOf(options, application) is null)
        {
            yield return options.Path.StartsWith('/')
                ? $"{path}:Path is '{options.Path}', but {ApplicationPath} is not set; set it, or write an absolute URL"
                : $"{path}:Path is '{options.Path}'; write a path that starts with '/', or an absolute http or https URL";
        }
    }

    private static IEnumerable<string> Tcp(string path, CheckOptions options, Uri? application) =>
        TcpCheck.TargetOf(options, application) is not null ? []
        : options.Address is null ? [$"{path}:Address is missing and {ApplicationPath} is not set; write host:port"]
        : [$"{path}:Address is '{options.Address}'; write host:port, such as 127.0.0.1:8080 or [::1]:8080"];

    private static IEnumerable<string> Command(string path, CheckOptions options) => options.Command is [{ Length: > 0 }, ..]
        ? []
        : [$"{path}:Command is missing; write the program and its arguments as a list, such as [\"/usr/local/bin/check\", \"--quick\"]"];

    private static IEnumerable<string> Directory(string path, CheckOptions options) =>
        options.Directory is { } directory && Path.IsPathRooted(directory)
            ? []
            : [$"{path}:Directory is '{options.Directory}'; write the absolute path of the directory to look at"];

    private static IEnumerable<string> Certificate(string path, CheckOptions options) => options switch
    {
        { File: null, Address: null } => [$"{path}:File is missing; write the absolute path of a PEM file there, or host:port of a TLS server as Address"],
        { File: not null, Address: not null } => [$"{path}:Address is '{options.Address}' beside a File; remove one: a check looks at one certificate"],
        { File: not null, ServerName: not null } =>
            [$"{path}:ServerName is '{options.ServerName}', but File is set; remove it: only a TLS server (Address) is asked by name"],
        { File: { } file } => File(path, file),
        _ => Tcp(path, options, application: null),
    };

    private static IEnumerable<string> License(string path, CheckOptions options) => (options.File, options.Command.Count) switch
    {
        (null, 0) => [$"{path}:File is missing; write the absolute path of the file that holds the date there, or a Command that prints it"],
        (not null, > 0) => [$"{path}:Command is '{string.Join(' ', options.Command)}' beside a File; remove one: the date has one source"],
        ({ } file, _) => [.. File(path, file), .. Pattern(path, options.Pattern)],
        _ => [.. Command(path, options), .. Pattern(path, options.Pattern)],
    };

    private static IEnumerable<string> File(string path, string file) =>
        Path.IsPathRooted(file) ? [] : [$"{path}:File is '{file}'; write the absolute path of the file to read"];

    private static IEnumerable<string> Pattern(string path, string? pattern)
    {
        try
        {
            _ = pattern is null ? null : LicenseCheck.Compile(pattern);
            return [];
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return [$"{path}:Pattern is '{pattern}'; write a regular expression without look-around and back-references, such as 'Expires: .*': {e.Message}"];
        }
    }

    private static IEnumerable<string> MinFree(string path, string value) =>
        FreeSpace.TryParse(value, out _) ? [] : [$"{path} is '{value}'; write a share above 0% and below 100%, such as 10%, or bytes, such as 5GB or 512MiB"];

    private static string[] Bounds(string path, string key, object? value) =>
        OptionBounds.Fix(typeof(CheckOptions), key, value) is { } fix ? [$"{path}:{key} is {value}; {fix}"] : [];
}
