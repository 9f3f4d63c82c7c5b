namespace ClusterGateway.Contracts.Nodes;

/// <summary>What a person wants of a node. Kept in the store; survives every restart.</summary>
public enum AdministrativeState
{
    /// <summary>Takes part fully.</summary>
    Active,

    /// <summary>Keeps its bound clients, takes no new ones, hands the primary role over.</summary>
    Draining,

    /// <summary>No traffic at all; probes go on.</summary>
    Maintenance,
}
