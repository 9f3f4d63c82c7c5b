using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>What one hook runs.</summary>
internal sealed record HookCommand
{
    /// <summary>The program and its arguments, started without a shell. Default none: the hook does nothing.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>After this the command is killed with everything it started, and has failed. 0.1–600 s, default 30 s.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(30);
}
