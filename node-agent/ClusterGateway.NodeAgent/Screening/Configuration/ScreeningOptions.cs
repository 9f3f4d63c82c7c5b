using System.ComponentModel.DataAnnotations;

namespace ClusterGateway.NodeAgent.Screening.Configuration;

/// <summary>Section <c>ClusterGateway:Screening</c>, the same on every node; semantics in docs/operations/screening.md.</summary>
internal sealed record ScreeningOptions
{
    /// <summary>Addresses and networks that are never counted nor blocked, also inside of a network that is blocked. Loopback always belongs to them.</summary>
    public IReadOnlyList<string> AllowList { get; init; } = [];

    /// <summary>Bits of an IPv4 address that stand for one client: 32 for each address, 24 for 256 of them together.</summary>
    [Range(16, 32)]
    public int Ipv4Prefix { get; init; } = 32;

    /// <summary>Bits of an IPv6 address that stand for one client: 64 is what one household gets, 56 or 48 what one customer may have.</summary>
    [Range(32, 128)]
    public int Ipv6Prefix { get; init; } = 64;

    /// <summary>So many networks are blocked at most by counting; beyond that the applications are told, and the gateways are not.</summary>
    [Range(100, 100_000)]
    public int MostBlocks { get; init; } = 10_000;

    /// <summary>For every scope that has no policy of its own.</summary>
    public ScreeningPolicy Default { get; init; } = new();

    /// <summary>By scope. A policy is whole: what it leaves out has the value that is documented, not that of <see cref="Default"/>.</summary>
    public Dictionary<string, ScreeningPolicy> Policies { get; init; } = [];

    public ScreeningPolicy PolicyOf(string scope) => Policies.GetValueOrDefault(scope, Default);
}
