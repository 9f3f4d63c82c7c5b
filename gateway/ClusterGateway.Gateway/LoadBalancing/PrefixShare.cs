namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>How much one address prefix has of the new clients.</summary>
/// <param name="Share">Of all new clients, 0 to 1; never more than it really is.</param>
/// <param name="Clients">All new clients that were counted.</param>
internal readonly record struct PrefixShare(ClientPrefix Prefix, double Share, long Clients);
