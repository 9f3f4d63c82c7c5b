namespace ClusterGateway.Gateway.Health;

/// <summary>The order in which nodes take new clients; a node of a later tier only when the earlier ones are empty.</summary>
internal enum PlacementTier
{
    Healthy = 0,
    Degraded = 1,

    /// <summary>Tagged <c>backup</c>, healthy or degraded.</summary>
    Backup = 2,

    /// <summary>The agent is silent, the application answers.</summary>
    Unknown = 3,

    /// <summary>Takes no new clients.</summary>
    Never = 4,
}
