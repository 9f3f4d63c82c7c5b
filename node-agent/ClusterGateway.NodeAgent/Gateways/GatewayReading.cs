namespace ClusterGateway.NodeAgent.Gateways;

/// <summary>A gateway's last report, and how old it is by the store's clock.</summary>
/// <param name="Draining">The nodes that it saw draining when it made the report: it sends nobody new there.</param>
internal sealed record GatewayReading(
    string Id,
    TimeSpan Age,
    IReadOnlyDictionary<string, long> InFlight,
    IReadOnlyDictionary<string, long> Bound,
    IReadOnlyList<string> Draining)
{
    public bool IsAlive => Age < GatewayStore.TimeToLive;
}
