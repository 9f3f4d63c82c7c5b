namespace ClusterGateway.Contracts.Alerts;

/// <summary>An alert that is open: it was, or is being, sent, and is not resolved.</summary>
/// <param name="Id">Stable from the first message to the resolved one: what a receiver recognizes repetitions by.</param>
/// <param name="Code">One of <see cref="AlertCodes"/>.</param>
/// <param name="Node">Null when it is about the cluster.</param>
/// <param name="Since">When it began, by the store's clock.</param>
/// <param name="Waiting">Channels that have not taken the last message yet.</param>
public sealed record AlertView(
    string Id, string Code, string? Node, AlertSeverity Severity, string Summary, string Detail, DateTimeOffset Since, IReadOnlyList<string> Waiting);
