namespace ClusterGateway.NodeAgent.Gateways;

/// <summary>A gateway's last report, and how old it is by the store's clock.</summary>
/// <param name="Draining">The nodes that it saw draining when it made the report: it sends nobody new there.</param>
/// <param name="AdminInFlight">Plain admin requests that ran; null from a gateway that does not tell.</param>
/// <param name="StoppingTerm">The term that it saw handed over when it counted those: it sends no new ones there.</param>
internal sealed record GatewayReading(
    string Id,
    TimeSpan Age,
    IReadOnlyDictionary<string, long> InFlight,
    IReadOnlyDictionary<string, long> Bound,
    IReadOnlyList<string> Draining,
    long? AdminInFlight = null,
    long? StoppingTerm = null)
{
    /// <summary>What it holds of the cluster's certificates.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>Whether it serves HTTPS with them.</summary>
    public bool TakesCertificates { get; init; }

    public bool IsAlive => Age < GatewayStore.TimeToLive;
}
