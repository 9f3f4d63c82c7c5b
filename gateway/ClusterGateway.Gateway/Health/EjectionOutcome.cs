namespace ClusterGateway.Gateway.Health;

/// <summary>What became of the wish to eject a node.</summary>
internal enum EjectionOutcome
{
    Ejected,

    /// <summary>It is ejected, or takes no new clients for another reason.</summary>
    Already,

    /// <summary>No other node takes new clients: never more than N−1 are ejected.</summary>
    LastOne,
}
