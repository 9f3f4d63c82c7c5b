namespace ClusterGateway.Testing.Clusters;

/// <summary>What a whole-cluster test runs on: the options of run.sh.</summary>
public sealed record TestClusterOptions
{
    public int Nodes { get; init; } = 3;

    public int Gateways { get; init; } = 1;

    public string Store { get; init; } = "sqlite";

    public string? StoreConnection { get; init; }

    /// <summary>Applications that already run; each gets an agent.</summary>
    public IReadOnlyList<Uri> Applications { get; init; } = [];

    /// <summary>JSON over the gateways' own configuration.</summary>
    public string? GatewayConfiguration { get; init; }

    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(90);
}
