using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary><c>ClusterGateway:LoadBalancing</c>: how new clients are placed.</summary>
internal sealed record LoadBalancingOptions
{
    public const string Section = "ClusterGateway:LoadBalancing";

    /// <summary>Leading bits of an IPv4 address that are the client; 24 keeps clients together that change within a small network.</summary>
    [Range(8, 32)]
    public int Ipv4Prefix { get; init; } = 32;

    /// <summary>The same of an IPv6 address: what one household or machine gets (RFC 6177).</summary>
    [Range(16, 128)]
    public int Ipv6Prefix { get; init; } = 64;

    /// <summary>How long a node that was starting or unhealthy takes fewer new clients; 0 turns it off.</summary>
    [DurationWithin(0, 3600)]
    public Duration SlowStart { get; init; } = Duration.FromSeconds(30);

    /// <summary>No node takes more than this factor of the mean load, where a cluster's metadata does not say otherwise.</summary>
    /// <value>no bound</value>
    [Range(LoadBalancing.BoundedLoad.LeastFactor, LoadBalancing.BoundedLoad.MostFactor)]
    public double? BoundedLoad { get; init; }

    /// <summary>What becomes of clients on <c>backup</c> nodes when another node is back, where a cluster's metadata does not say otherwise.</summary>
    public BackupFailback BackupFailback { get; init; }

    /// <summary>The part of the new clients from which one address prefix is worth a warning, where addresses decide; 1: never.</summary>
    [Range(0.01, 1)]
    public double PrefixShare { get; init; } = 0.2;
}
