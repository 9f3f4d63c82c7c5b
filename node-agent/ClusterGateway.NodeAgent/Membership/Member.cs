using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>A node as this agent last read it from the store.</summary>
internal sealed record Member
{
    public required string Id { get; init; }

    public required string Instance { get; init; }

    public string? Address { get; init; }

    public string? Agent { get; init; }

    public string? Version { get; init; }

    public int Weight { get; init; }

    public string? Route { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public int FailoverPriority { get; init; }

    public string? TimeZone { get; init; }

    public AdministrativeState State { get; init; }

    public Liveness Liveness { get; init; }

    /// <summary>Its agent stopped in order and has not come back: it is dead, and nobody needs to wonder why.</summary>
    public bool Left { get; init; }

    /// <summary>What the node said of itself; unknown when it is dead.</summary>
    public Health Health { get; init; }

    public IReadOnlyList<WarningView> Warnings { get; init; } = [];

    /// <summary>The highest term the node said it remembers.</summary>
    public long Term { get; init; }

    /// <summary>Sessions that the node's agent counted by their references; zero when it is dead.</summary>
    public long Sessions { get; init; }

    /// <summary>The revision of the settings that it said it applied; zero when it is dead.</summary>
    public long SettingsRevision { get; init; }

    /// <summary>When its heartbeat reached the store, by this machine's clock; null when it is dead.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}
