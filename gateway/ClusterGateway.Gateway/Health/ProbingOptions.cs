using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Health;

/// <summary>Section <c>ClusterGateway:Probing</c>: how the gateway asks agents how their nodes are.</summary>
internal sealed class ProbingOptions
{
    /// <summary>Time between two questions to one agent; the primary is asked twice as often at least. Default 1 s, 100 ms to 1 min.</summary>
    public Duration Interval { get; init; } = Duration.FromSeconds(1);

    /// <summary>How long an answer may take. Default 1 s, 50 ms to 1 min.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(1);

    /// <summary>Questions without an answer after which an agent is silent. Default 2, 1 to 100.</summary>
    public int Silent { get; init; } = 2;

    /// <summary>What the gateway asks the application itself for when its agent is silent. Any answer below 500 counts. Default <c>/</c>.</summary>
    public string ApplicationPath { get; init; } = "/";

    /// <summary>Time between two readings of the membership. Default 3 s, 200 ms to 5 min.</summary>
    public Duration Discovery { get; init; } = Duration.FromSeconds(3);
}
