namespace ClusterGateway.Client;

/// <summary>
/// The agent, or the store behind it, gave no answer. Whether a change was made is unknown: read again before it is tried again.
/// The message is fit for an administrator.
/// </summary>
public sealed class AgentUnavailableException : Exception
{
    public AgentUnavailableException()
        : this("the node's agent does not answer")
    {
    }

    public AgentUnavailableException(string message)
        : base(message)
    {
    }

    public AgentUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
