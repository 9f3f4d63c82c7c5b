using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Health;

/// <summary>Section <c>ClusterGateway:Probing</c>: how the gateway asks agents how their nodes are.</summary>
internal sealed class ProbingOptions
{
    /// <summary>Time between two questions to one agent; the primary is asked twice as often at least, all of them four times as often while there is no primary.</summary>
    [DurationWithin(0.1, 60)]
    public Duration Interval { get; init; } = Duration.FromSeconds(1);

    /// <summary>How long an answer may take.</summary>
    [DurationWithin(0.05, 60)]
    public Duration Timeout { get; init; } = Duration.FromSeconds(1);

    /// <summary>Questions without an answer after which an agent is silent.</summary>
    [Range(1, 100)]
    public int Silent { get; init; } = 2;

    /// <summary>What the gateway asks the application itself for when its agent is silent. Any answer below 500 counts.</summary>
    public string ApplicationPath { get; init; } = "/";

    /// <summary>Time between two readings of the membership.</summary>
    [DurationWithin(0.2, 300)]
    public Duration Discovery { get; init; } = Duration.FromSeconds(3);
}
