using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;

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
    public const string Certificate = "certificate";
    public const string License = "license";
    public const string Disk = "disk";

    public static IReadOnlyList<string> All { get; } = [Http, Tcp, Command, Path, Store, Clock, Certificate, License, Disk];

    /// <summary>Whether it looks at the application itself, so that no check of the application needs to be added.</summary>
    public static bool LooksAtApplication(string? type) => type is Http or Tcp or Command;

    public static CheckImpact DefaultImpact(string? type) => type switch
    {
        Store or License => CheckImpact.Degraded,
        Clock or Certificate or Disk => CheckImpact.Warning,
        _ => CheckImpact.Unhealthy,
    };

    /// <summary>What changes by the day needs no look every second; but a mistake in its configuration must show while its author looks.</summary>
    public static Duration DefaultInterval(string? type) => Duration.FromSeconds(type switch
    {
        Certificate or License => 60,
        Disk => 10,
        _ => 1,
    });

    /// <summary>Of those that decide at leisure a slow answer is no news.</summary>
    public static Duration DefaultTimeout(string? type) => Duration.FromSeconds(type is Certificate or License ? 10 : 1);
}
