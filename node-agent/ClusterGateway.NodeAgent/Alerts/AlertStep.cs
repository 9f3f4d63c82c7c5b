using ClusterGateway.NodeAgent.Alerts.Evaluation;

namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>What the sender does about one alert.</summary>
/// <param name="Kind">The message that is due.</param>
/// <param name="Record">The alert as it is kept; null when it is not.</param>
/// <param name="Condition">What is wrong, and for how long; null when it is not any more.</param>
internal sealed record AlertStep(AlertMessageKind Kind, AlertRecord? Record, HeldCondition? Condition);
