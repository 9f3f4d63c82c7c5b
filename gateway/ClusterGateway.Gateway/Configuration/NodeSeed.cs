namespace ClusterGateway.Gateway.Configuration;

/// <summary>One agent to begin with.</summary>
internal sealed class NodeSeed
{
    /// <summary>An agent's address, as in <c>http://10.0.0.1:7400</c>.</summary>
    public Uri? Agent { get; init; }
}
