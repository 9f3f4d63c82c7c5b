namespace ClusterGateway.Client;

/// <summary>Where this node's agent is, and how to be let in.</summary>
public sealed record ClusterClientOptions
{
    /// <summary>The agent beside the application, for example <c>http://127.0.0.1:7400</c>.</summary>
    public required Uri Agent { get; init; }

    /// <summary>Read for every call, so that a token file that was rotated is seen: the token of the audience <c>app</c>.</summary>
    public required Func<string> Token { get; init; }

    /// <summary>How long a call may take: the agent is on this machine, and answers within its store's own bound. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
