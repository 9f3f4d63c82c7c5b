namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>What becomes of the role when a node with a higher failover priority is back.</summary>
internal enum LeadershipFailback
{
    /// <summary>It stays where it is until an administrator switches over, or something else moves it.</summary>
    Manual,

    /// <summary>It is handed over once the better node has been a candidate for two leases without a break.</summary>
    Automatic,
}
