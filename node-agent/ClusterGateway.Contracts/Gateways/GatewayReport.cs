using ClusterGateway.Contracts.Certificates;

namespace ClusterGateway.Contracts.Gateways;

/// <summary>What a gateway tells the cluster of itself, <c>PUT /v1/gateways/{id}</c>, every few seconds; it counts for 10 s.</summary>
public sealed record GatewayReport
{
    public required string Url { get; init; }

    public required string Management { get; init; }

    public string? Version { get; init; }

    /// <summary>Running requests by node id.</summary>
    public IReadOnlyDictionary<string, long> InFlight { get; set; } = new Dictionary<string, long>();

    /// <summary>Clients bound by node id, as far as this gateway remembers them.</summary>
    public IReadOnlyDictionary<string, long> Bound { get; set; } = new Dictionary<string, long>();

    /// <summary>The nodes that it saw draining before it counted: since then it sends nobody new there.</summary>
    public IReadOnlyList<string> Draining { get; set; } = [];

    /// <summary>Plain admin requests that run (no upgraded connections, no event streams); null from a gateway that does not tell.</summary>
    public long? AdminInFlight { get; init; }

    /// <summary>The term whose primary it saw announce a hand-over before it counted: since then it sends no new admin request there.</summary>
    public long? StoppingTerm { get; init; }

    /// <summary>What it holds of the cluster's certificates, each as <see cref="HeldCertificate"/> writes it.</summary>
    public IReadOnlyList<string> Certificates { get; set; } = [];

    /// <summary>Whether it serves HTTPS with the cluster's certificates: then a version is activated when it holds it.</summary>
    public bool TakesCertificates { get; set; }

    public long? SettingsRevision { get; init; }
}
