namespace ClusterGateway.NodeAgent.Membership;

/// <summary>
/// What is stored of a node for good, <c>members/{id}</c>. The node writes it when it registers; administrators change
/// <see cref="Administrative"/>.
/// </summary>
internal sealed record MemberRecord
{
    public required string Id { get; init; }

    /// <summary>The process that owns this node id.</summary>
    public required string Instance { get; init; }

    public string? Address { get; init; }

    public string? Agent { get; init; }

    public string? Version { get; init; }

    public int Weight { get; init; } = 100;

    public string? Route { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public int FailoverPriority { get; init; }

    /// <summary>Where <see cref="Agent"/>'s port can have only one owner (<see cref="PortSpace"/>); null when its system does not tell.</summary>
    public string? Ports { get; init; }

    public string? TimeZone { get; init; }

    public AdministrativeRecord Administrative { get; init; } = new();
}
