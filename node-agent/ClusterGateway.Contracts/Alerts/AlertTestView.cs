namespace ClusterGateway.Contracts.Alerts;

/// <summary>What one channel did with a test message of <c>POST /v1/alerts/test</c>.</summary>
/// <param name="Channel">The name of a webhook, or <c>smtp</c>.</param>
/// <param name="Detail">The receiver's answer, or why there was none, in a sentence without secrets.</param>
public sealed record AlertTestView(string Channel, AlertOutcome Outcome, string Detail);
