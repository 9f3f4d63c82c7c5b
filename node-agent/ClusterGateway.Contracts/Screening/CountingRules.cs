namespace ClusterGateway.Contracts.Screening;

/// <summary>How addresses are counted.</summary>
/// <param name="Ipv4Prefix">Bits of an IPv4 address that stand for one client.</param>
/// <param name="Ipv6Prefix">Bits of an IPv6 address that do.</param>
/// <param name="Default">For scopes that are not in <paramref name="Scopes"/>.</param>
public sealed record CountingRules(int Ipv4Prefix, int Ipv6Prefix, CountingRule Default, IReadOnlyDictionary<string, CountingRule> Scopes)
{
    public CountingRule Of(string scope) => Scopes.GetValueOrDefault(scope, Default);
}
