using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.Client.ShareLinks;

/// <summary>What a visitor with a token is told.</summary>
/// <param name="Grant">When granted.</param>
/// <param name="RetryAfter">After too many attempts.</param>
public sealed record ResolveAttempt(ResolveOutcome Outcome, GrantView? Grant = null, TimeSpan? RetryAfter = null);
