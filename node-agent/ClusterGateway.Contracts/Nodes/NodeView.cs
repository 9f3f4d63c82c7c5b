namespace ClusterGateway.Contracts.Nodes;

/// <summary>A node of the cluster, as an agent or a gateway shows it.</summary>
public record NodeView
{
    /// <summary>Stable and unique in the cluster.</summary>
    public required string Id { get; init; }

    public NodeRole Role { get; init; }

    public AdministrativeState AdministrativeState { get; init; }

    public NodeHealth Health { get; init; }

    /// <summary>Whether the node serves requests now: true while draining.</summary>
    public bool Serving { get; init; }

    /// <summary>The application's address, as the gateway reaches it.</summary>
    public string? Address { get; init; }

    /// <summary>The agent's address, as gateways and other agents reach it.</summary>
    public string? Agent { get; init; }

    public string? Version { get; init; }

    /// <summary>Relative share of new clients, 0–1000; 0 takes none.</summary>
    public int Weight { get; set; } = 100;

    /// <summary>The suffix that the application's own cookie carries for this node; null when it has none.</summary>
    public string? Route { get; init; }

    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>A higher one is elected first; default 0.</summary>
    public int FailoverPriority { get; init; }

    public long Sessions { get; init; }

    public long InFlight { get; init; }

    /// <summary>How far its drain is; null when it does not drain.</summary>
    public DrainView? Drain { get; init; }

    public double RequestsPerSecond { get; init; }

    /// <summary>When the node's heartbeat last reached the store; null when never.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    public IReadOnlyList<WarningView> Warnings { get; set; } = [];
}
