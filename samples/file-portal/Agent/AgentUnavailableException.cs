namespace FilePortal.Agent;

/// <summary>This node's agent did not answer, or not as expected; the message is fit for an administrator.</summary>
internal sealed class AgentUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
