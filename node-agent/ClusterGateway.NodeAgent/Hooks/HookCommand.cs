using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>What one hook runs.</summary>
internal sealed record HookCommand
{
    /// <summary>The program and its arguments, started without a shell.</summary>
    /// <value>none: the hook does nothing</value>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>After this the command is killed with everything it started, and has failed.</summary>
    [DurationWithin(0.1, 600)]
    public Duration Timeout { get; init; } = Duration.FromSeconds(30);
}
