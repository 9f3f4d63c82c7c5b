namespace LocalCluster.Options;

/// <summary>What the command line asks for.</summary>
internal sealed record ClusterOptions
{
    public const int MaximumGateways = 10;
    public const int MaximumNodes = 100;

    /// <summary>Nodes to run; with <see cref="Applications"/>, as many as there are of these.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>At most 10: gateway i listens on Port + i, its management on Port + 10 + i.</summary>
    public int Gateways { get; init; } = 1;

    /// <summary><c>sqlite</c>, <c>postgresql</c> or <c>redis</c>.</summary>
    public string Store { get; init; } = "sqlite";

    public string? StoreConnection { get; init; }

    /// <summary>Where everything that is written goes, as an absolute path.</summary>
    public string Data { get; init; } = ".data";

    public int Port { get; init; } = 8080;

    public int PortBase { get; init; } = 7400;

    /// <summary>Applications that run already; empty for the demo.</summary>
    public IReadOnlyList<Uri> Applications { get; init; } = [];

    /// <summary>What the agents ask those applications.</summary>
    public string ApplicationHealth { get; init; } = "/";

    /// <summary>Extra configuration of the gateways, as an absolute path.</summary>
    public string? Config { get; init; }

    /// <summary>Extra configuration of the agents, as an absolute path.</summary>
    public string? AgentConfig { get; init; }

    public bool Restart { get; init; }
}
