using ClusterGateway.Contracts.Certificates;

namespace ClusterGateway.Contracts.Gateways;

/// <summary>A gateway that is alive: its id, its last report, and when that arrived.</summary>
public sealed record GatewayView(string Id, string Url, string Management, string? Version, DateTimeOffset LastSeen)
{
    public IReadOnlyDictionary<string, long> InFlight { get; set; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, long> Bound { get; set; } = new Dictionary<string, long>();

    /// <summary>What it holds of the cluster's certificates, each as <see cref="HeldCertificate"/> writes it.</summary>
    public IReadOnlyList<string> Certificates { get; set; } = [];

    /// <summary>Whether it serves HTTPS with them.</summary>
    public bool TakesCertificates { get; set; }
}
