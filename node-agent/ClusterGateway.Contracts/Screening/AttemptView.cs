using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.Screening;

/// <summary>Whether the address may go on.</summary>
/// <param name="RetryAfter">Until a block ends, a day for one without end; 0 for <c>allow</c>.</param>
public sealed record AttemptView(ScreeningVerdict Decision, Duration RetryAfter);
