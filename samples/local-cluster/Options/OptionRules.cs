using LocalCluster.Planning;

namespace LocalCluster.Options;

/// <summary>What must hold between the options; every mistake is a sentence that names the option, the value and the fix.</summary>
internal static class OptionRules
{
    private static readonly string[] Stores = ["sqlite", "postgresql", "redis"];

    public static IEnumerable<string> Check(ClusterOptions options)
    {
        if (!Stores.Contains(options.Store, StringComparer.Ordinal))
        {
            yield return $"--store is '{options.Store}': write one of {string.Join(", ", Stores)}.";
        }
        else if (options.Store != "sqlite" && string.IsNullOrWhiteSpace(options.StoreConnection))
        {
            yield return $"--store {options.Store} needs --store-connection, as in '{ExampleOf(options.Store)}'.";
        }

        if (options.Applications.Count > 0 && options.Nodes != options.Applications.Count)
        {
            yield return $"--nodes is {options.Nodes}, but --app names {options.Applications.Count} applications: leave --nodes out.";
        }

        if (options.ApplicationHealth is not ['/', ..])
        {
            yield return $"--app-health is '{options.ApplicationHealth}': write a path that begins with /.";
        }

        if (options.Config is { } config && !File.Exists(config))
        {
            yield return $"--config is '{config}': there is no such file.";
        }

        if (options.AgentConfig is { } agentConfig && !File.Exists(agentConfig))
        {
            yield return $"--agent-config is '{agentConfig}': there is no such file.";
        }

        if (File.Exists(options.Data))
        {
            yield return $"--data is '{options.Data}': this is a file; name a directory.";
        }

        foreach (var mistake in PortPlan.Check(PortPlan.Of(options)))
        {
            yield return mistake;
        }
    }

    public static IReadOnlyList<Uri> ParseApplications(string? list, List<string> mistakes)
    {
        var applications = new List<Uri>();
        foreach (var text in list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                applications.Add(url!);
            }
            else
            {
                mistakes.Add($"--app has '{text}': write URLs as in http://127.0.0.1:3000, with commas between them.");
            }
        }

        if (list is not null && applications.Count == 0 && mistakes.Count == 0)
        {
            mistakes.Add("--app is empty: write URLs as in http://127.0.0.1:3000, with commas between them.");
        }

        return applications;
    }

    private static string ExampleOf(string store) => store == "redis"
        ? "127.0.0.1:6379"
        : "Host=127.0.0.1;Database=cluster;Username=cluster;Password=secret";
}
