using System.ComponentModel.DataAnnotations;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>Section <c>ClusterGateway:Certificates</c>: the certificates that gateways get through the agents.</summary>
internal sealed record CertificateOptions
{
    /// <summary>The primary warns (<c>certificate-expiring</c>) when an active certificate ends within so many days.</summary>
    [Range(1, 365)]
    public int MinDays { get; init; } = 21;
}
