using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>What is sent.</summary>
internal sealed record AlertMessage
{
    /// <summary>The same from the first message of an alert to the resolved one.</summary>
    public required string Id { get; init; }

    public required AlertMessageKind Kind { get; init; }

    public required string Code { get; init; }

    public string? Node { get; init; }

    public AlertSeverity Severity { get; init; }

    public required string Summary { get; init; }

    public required string Detail { get; init; }

    public required string Cluster { get; init; }

    /// <summary>The node that sends it.</summary>
    public required string Sender { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>When it was over; while it is open, when it will be taken for over unless it is sent again.</summary>
    public DateTimeOffset Ends { get; init; }

    /// <summary>When it was begun to be sent.</summary>
    public DateTimeOffset Told { get; init; }

    /// <summary>The same for each attempt at the same message.</summary>
    public string Uid => FormattableString.Invariant($"{Id}-{AlertText.Status(this)}-{Told.ToUnixTimeMilliseconds()}");
}
