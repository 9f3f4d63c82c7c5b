namespace ClusterGateway.Contracts.Nodes;

/// <summary>What a failing check does to its node.</summary>
public enum CheckImpact
{
    /// <summary>Shown as a warning; the node's health stays.</summary>
    Warning,

    Degraded,

    Unhealthy,
}
