using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.Cli.Doctor;

/// <summary>What became of a test alert that one agent sent on one channel.</summary>
/// <param name="Result">Null when the agent sent none.</param>
/// <param name="Refused">Why it sent none; null when it did.</param>
/// <param name="HasNoChannel">It has none that it could send by.</param>
internal sealed record TestAlert(string Node, AlertTestView? Result, string? Refused = null, bool HasNoChannel = false);
