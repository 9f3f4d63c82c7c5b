using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>
/// An alert as it is kept, <c>alerts/CODE</c> or <c>alerts/CODE/NODE</c>, from before its first message is sent. It says which channels have yet
/// to take the last message, so that the next sender goes on where this one ended. Resolved and taken by all it lives on for
/// <see cref="AlertRules.Flapping"/>, to be recognized when it comes back.
/// </summary>
internal sealed record AlertRecord
{
    public required string Id { get; init; }

    public required string Code { get; init; }

    public string? Node { get; init; }

    public AlertSeverity Severity { get; init; }

    public required string Summary { get; init; }

    public required string Detail { get; init; }

    /// <summary>When it began, by the store's clock.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When it was over; null while it is open.</summary>
    public DateTimeOffset? Resolved { get; init; }

    /// <summary>The last message that was begun.</summary>
    public AlertMessageKind Kind { get; init; }

    /// <summary>When that was begun.</summary>
    public DateTimeOffset Told { get; init; }

    /// <summary>The channels that have not taken it.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];

    /// <summary>How often it has come back within <see cref="AlertRules.Flapping"/> of its end.</summary>
    public int Returns { get; init; }
}
