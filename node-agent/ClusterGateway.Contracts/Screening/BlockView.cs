using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.Screening;

/// <summary>A network that no gateway lets in.</summary>
/// <param name="Cidr">As <c>192.0.2.7/32</c> or <c>2001:db8::/64</c>.</param>
/// <param name="Scope">Whose failed log-ins led to it; null when a person blocked it.</param>
/// <param name="Actor">Who blocked it: <c>screening</c> for one that was counted.</param>
/// <param name="BlockedAt">The store's time.</param>
/// <param name="Until">When it ends, by the clock of the agent that answers; null when it has no end.</param>
/// <param name="ExpiresIn">What is left of it, by the store's clock; null when it has no end.</param>
public sealed record BlockView(
    string Cidr, string Reason, string? Scope, string Actor, DateTimeOffset BlockedAt, DateTimeOffset? Until, Duration? ExpiresIn);
