namespace ClusterGateway.Contracts.Nodes;

/// <summary>What an agent says of its own node on <c>GET /v1/self</c>; the gateway's probe.</summary>
public sealed record SelfView : NodeView
{
    /// <summary>The cluster's name: a gateway ignores agents of another one.</summary>
    public required string Cluster { get; init; }

    /// <summary>The agent's process: a new one at every start.</summary>
    public required string Instance { get; init; }

    /// <summary>The highest term this agent knows; the term it holds while it is primary.</summary>
    public long Term { get; init; }

    /// <summary>
    /// Seconds of the leader lease left, when this node is primary: lease − time since before the last successful renewal was
    /// sent, no margin subtracted. Zero otherwise.
    /// </summary>
    public double LeaseRemaining { get; init; }

    /// <summary>Seconds that whoever uses <see cref="LeaseRemaining"/> must subtract before trusting it (lease / 3).</summary>
    public double LeaseMargin { get; init; }

    /// <summary>The primary announces a planned hand-over: hold new admin requests.</summary>
    public bool Stopping { get; init; }

    /// <summary>An administrator has paused automatic failover, as far as this agent knows.</summary>
    public bool Paused { get; init; }

    /// <summary>This node is primary without the store, as long as every other member agrees.</summary>
    public bool Failsafe { get; init; }

    /// <summary>Whether this agent reaches the store now.</summary>
    public bool StoreReachable { get; init; }

    /// <summary>The store's provider: <c>sqlite</c>, <c>postgresql</c>, <c>redis</c>, <c>memory</c>.</summary>
    public string? StoreProvider { get; init; }

    public IReadOnlyList<CheckView> Checks { get; set; } = [];
}
