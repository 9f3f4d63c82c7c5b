namespace ClusterGateway.Gateway.Configuration;

/// <summary>The gateway's own token towards agents, and hashes (SHA-256) of the admin tokens that its management interface accepts.</summary>
/// <param name="Own">The current one; null when the agents need none.</param>
internal sealed record GatewayTokens(string? Own, IReadOnlyList<byte[]> AdminHashes);
