using System.ComponentModel.DataAnnotations;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary><c>ClusterGateway:LoadBalancing</c>: how much of a client's address stands for the client.</summary>
internal sealed record LoadBalancingOptions
{
    public const string Section = "ClusterGateway:LoadBalancing";

    /// <summary>Leading bits of an IPv4 address, 8 to 32 (default 32; 24 keeps clients together that change within a small network).</summary>
    [Range(8, 32)]
    public int Ipv4Prefix { get; init; } = 32;

    /// <summary>Leading bits of an IPv6 address, 16 to 128 (default 64: what one household or machine gets, RFC 6177).</summary>
    [Range(16, 128)]
    public int Ipv6Prefix { get; init; } = 64;
}
