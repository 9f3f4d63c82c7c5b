namespace ClusterGateway.NodeAgent.Leadership;

/// <summary><c>leader/handover</c>: left behind at a planned release, for a few seconds.</summary>
/// <param name="From">The node that released, which does not take the lease back meanwhile.</param>
/// <param name="To">Who has the first chance; null for the best candidate.</param>
internal sealed record HandOverRecord(string From, string? To);
