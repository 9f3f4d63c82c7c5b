namespace ClusterGateway.Contracts.Nodes;

/// <summary>The operational state of a node; the table of what each allows is in docs/operations/node-states.md.</summary>
public enum NodeHealth
{
    /// <summary>The agent silent, the application answering: keeps its clients, takes new ones only when nothing else is left.</summary>
    Unknown,

    /// <summary>The agent has not yet seen every check once.</summary>
    Starting,

    Healthy,

    /// <summary>Keeps its clients; takes new ones only when no healthy node is left.</summary>
    Degraded,

    /// <summary>Serves nobody.</summary>
    Unhealthy,
}
