using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>Something that is wrong now. It becomes an alert when it stays for <paramref name="For"/>.</summary>
/// <param name="Detail">What was seen and what to look at; may change while the condition stays.</param>
/// <param name="IsMuted">Another condition tells the same: no alert is opened for this one, an open one stays.</param>
internal sealed record AlertCondition(
    AlertKey Key, AlertSeverity Severity, string Summary, string Detail, TimeSpan For, bool IsMuted = false);
