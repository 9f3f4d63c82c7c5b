namespace ClusterGateway.NodeAgent.Leadership;

/// <summary><c>leader/handover</c>: who goes first now, for a few seconds; left behind at a planned release.</summary>
/// <param name="From">The node that released, which does not take the lease back meanwhile; null when none did.</param>
/// <param name="To">Who has the first chance; null for the best candidate.</param>
internal sealed record HandOverRecord(string? From, string? To);
