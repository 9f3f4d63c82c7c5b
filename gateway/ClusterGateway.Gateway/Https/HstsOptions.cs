using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Https;

/// <summary><c>ClusterGateway:Https:Hsts</c>: tells browsers to come by HTTPS only (RFC 6797). Off while <see cref="MaxAge"/> is 0.</summary>
internal sealed record HstsOptions
{
    /// <summary>How long browsers remember it, as <c>365d</c>; they cannot be told otherwise by HTTP meanwhile.</summary>
    [DurationWithin(0, 63_072_000)]
    public Duration MaxAge { get; init; }

    /// <summary>Also for all names below.</summary>
    public bool IncludeSubDomains { get; init; }

    /// <summary>Agrees to the lists that browsers ship (https://hstspreload.org).</summary>
    public bool Preload { get; init; }
}
