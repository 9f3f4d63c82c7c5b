namespace ClusterGateway.Cli.Agents;

/// <summary>No agent answers, or none that reaches the store: whether a change was made is unknown.</summary>
internal sealed class AgentUnreachableException(string message, Exception? cause = null) : Exception(message, cause);
