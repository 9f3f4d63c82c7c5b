using ClusterGateway.NodeAgent.Alerts.Delivery;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>A webhook, ready to be used. Holds secrets, so it never becomes text.</summary>
internal sealed class WebhookSettings
{
    public required string Name { get; init; }

    public required Uri Url { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required AlertTemplate Body { get; init; }

    public required TimeSpan Timeout { get; init; }
}
