namespace ClusterGateway.NodeAgent.Gateways;

/// <summary>A gateway's last report as it is stored.</summary>
internal sealed record GatewayRecord(
    string Url,
    string Management,
    string? Version,
    IReadOnlyDictionary<string, long> InFlight,
    IReadOnlyDictionary<string, long> Bound,
    IReadOnlyList<string> Certificates,
    long? SettingsRevision,
    IReadOnlyList<string>? Draining = null,
    long? AdminInFlight = null,
    long? StoppingTerm = null,
    bool TakesCertificates = false);
