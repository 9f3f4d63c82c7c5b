namespace ClusterGateway.Gateway.Affinity;

/// <summary><c>ClusterGateway:DataDirectory</c>: what a gateway keeps across restarts and could rebuild.</summary>
internal sealed record DataDirectory(string Path)
{
    public static DataDirectory Of(IConfiguration configuration) =>
        new(configuration["ClusterGateway:DataDirectory"] is { Length: > 0 } path ? path : "data");

    public string File(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);
}
