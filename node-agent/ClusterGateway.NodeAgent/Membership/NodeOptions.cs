using ClusterGateway.NodeAgent.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Section <c>ClusterGateway:Node</c>: what this node is.</summary>
internal sealed record NodeOptions
{
    /// <summary>Stable and unique in the cluster, 1–64 of <c>A-Z a-z 0-9 . _ -</c>. Default: the machine's name in lower case.</summary>
    public string Id { get; init; } = DefaultId();

    /// <summary>
    /// The agent's address as gateways and other agents reach it. Default: the address it listens on, with the machine's name where
    /// that is a wildcard.
    /// </summary>
    public Uri? Advertise { get; init; }

    /// <summary>The application's address, as the gateways and this agent's checks reach it. Default: none, the node serves nobody.</summary>
    public Uri? Application { get; init; }

    /// <summary>Relative share of new clients, 0–1000; 0 takes none. Default 100.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>The suffix that the application's own cookie carries for this node (<c>AppCookie</c>). Default none.</summary>
    public string? Route { get; init; }

    /// <summary><c>noFailover</c>, <c>noLoadBalance</c>, <c>backup</c>, or the administrator's own. Default none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A higher one becomes primary first; default 0.</summary>
    public int FailoverPriority { get; init; }

    /// <summary>The health checks by name: docs/operations/node-checks.md.</summary>
    public Dictionary<string, CheckOptions> Checks { get; init; } = [];

    private static string DefaultId() => Environment.MachineName.ToLowerInvariant();
}
