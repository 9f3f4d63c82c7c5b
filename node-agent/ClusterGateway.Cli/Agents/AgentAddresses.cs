namespace ClusterGateway.Cli.Agents;

internal static class AgentAddresses
{
    /// <summary>URLs with commas between them.</summary>
    /// <exception cref="UsageException">One of them is no URL of an agent.</exception>
    public static IReadOnlyList<Uri> Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? throw Wrong(text) : [.. parts.Select(part =>
            Uri.TryCreate(part, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri! : throw Wrong(part))];
    }

    private static UsageException Wrong(string text) => new($"--agent is '{text}': write the URL of a node's agent, as in http://10.0.0.1:7400");
}
