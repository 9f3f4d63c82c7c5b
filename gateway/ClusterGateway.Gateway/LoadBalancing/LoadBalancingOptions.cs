using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Configuration;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary><c>ClusterGateway:LoadBalancing</c>: how new clients are placed.</summary>
internal sealed record LoadBalancingOptions
{
    public const string Section = "ClusterGateway:LoadBalancing";

    /// <summary>Leading bits of an IPv4 address, 8 to 32 (default 32; 24 keeps clients together that change within a small network).</summary>
    [Range(8, 32)]
    public int Ipv4Prefix { get; init; } = 32;

    /// <summary>Leading bits of an IPv6 address, 16 to 128 (default 64: what one household or machine gets, RFC 6177).</summary>
    [Range(16, 128)]
    public int Ipv6Prefix { get; init; } = 64;

    /// <summary>How long a node that was starting or unhealthy takes fewer new clients. Default 30 s, at most 1 h; 0 turns it off.</summary>
    [DurationWithin(0, 3600)]
    public Duration SlowStart { get; init; } = Duration.FromSeconds(30);

    /// <summary>
    /// No node takes more than this factor of the mean load, 1 to 10; where a cluster's metadata does not say otherwise. Default: no bound.
    /// </summary>
    [Range(LoadBalancing.BoundedLoad.LeastFactor, LoadBalancing.BoundedLoad.MostFactor)]
    public double? BoundedLoad { get; init; }

    /// <summary>What becomes of clients on <c>backup</c> nodes when another node is back, where a cluster's metadata does not say otherwise.</summary>
    public BackupFailback BackupFailback { get; init; }

    /// <summary>
    /// The part of the new clients from which one address prefix is worth a warning, where addresses decide: 0.01 to 1. Default 0.2; 1: never.
    /// </summary>
    [Range(0.01, 1)]
    public double PrefixShare { get; init; } = 0.2;
}
