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

    /// <summary>Extra configuration of the gateways (<c>--config</c>) as JSON, made from the port of the first one; null for none.</summary>
    public Func<int, string>? GatewayConfiguration { get; init; }

    /// <summary>Extra configuration of the agents (<c>--agent-config</c>) as JSON; null for none.</summary>
    public string? AgentConfiguration { get; init; }

    /// <summary>Further environment variables of the agents. They are started anew with them, once the cluster is ready.</summary>
    public IReadOnlyDictionary<string, string> AgentEnvironment { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment variables of the launcher; it passes on to all programs what concerns .NET, logging and telemetry.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(90);
}
