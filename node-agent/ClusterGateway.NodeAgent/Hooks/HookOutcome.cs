namespace ClusterGateway.NodeAgent.Hooks;

internal enum HookOutcome
{
    Succeeded,

    /// <summary>It ended with another exit code than 0.</summary>
    Failed,

    TimedOut,

    NotStarted,

    /// <summary>Killed by the agent: what it followed is over, or the agent stops.</summary>
    Stopped,
}
