using System.ComponentModel.DataAnnotations;
using ClusterGateway.NodeAgent.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Section <c>ClusterGateway:Node</c>: what this node is.</summary>
internal sealed record NodeOptions
{
    /// <summary>Stable and unique in the cluster, 1–64 of <c>A-Z a-z 0-9 . _ -</c>; a second process with the same id ends with code 4.</summary>
    /// <value>the machine's name in lower case</value>
    public string Id { get; init; } = DefaultId();

    /// <summary>The agent's address as gateways and other agents reach it.</summary>
    /// <value>the address it listens on, with the machine's name where that is a wildcard</value>
    public Uri? Advertise { get; init; }

    /// <summary>The application's address, as the gateways and this agent's checks reach it.</summary>
    /// <value>none: the node serves nobody</value>
    public Uri? Application { get; init; }

    /// <summary>Relative share of new clients; 0 takes none.</summary>
    [Range(0, 1000)]
    public int Weight { get; init; } = 100;

    /// <summary>The suffix that the application's own cookie carries for this node (<c>AppCookie</c>).</summary>
    /// <value>the node id</value>
    public string? Route { get; init; }

    /// <summary><c>noFailover</c> (never primary), <c>noLoadBalance</c> (no users), <c>backup</c> (users only when no other node is left), or your own.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A node with a higher one becomes primary first.</summary>
    public int FailoverPriority { get; init; }

    /// <summary>The health checks by name.</summary>
    /// <value>one <c>http</c> check of the application</value>
    public Dictionary<string, CheckOptions> Checks { get; init; } = [];

    private static string DefaultId() => Environment.MachineName.ToLowerInvariant();
}
