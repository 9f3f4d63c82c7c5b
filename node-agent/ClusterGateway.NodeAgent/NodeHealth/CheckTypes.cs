using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>The kinds of checks, by the names that the configuration uses.</summary>
internal static class CheckTypes
{
    public const string Http = "http";
    public const string Tcp = "tcp";
    public const string Command = "command";
    public const string Path = "path";
    public const string Store = "store";
    public const string Clock = "clock";

    public static IReadOnlyList<string> All { get; } = [Http, Tcp, Command, Path, Store, Clock];

    /// <summary>Whether it looks at the application itself, so that no check of the application needs to be added.</summary>
    public static bool LooksAtApplication(string? type) => type is Http or Tcp or Command;

    public static CheckImpact DefaultImpact(string? type) => type switch
    {
        Store => CheckImpact.Degraded,
        Clock => CheckImpact.Warning,
        _ => CheckImpact.Unhealthy,
    };
}
