namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>Something that an administrator can do: what it does, in sentences, and what is asked of an agent then.</summary>
public sealed record AdminAction
{
    /// <summary>The question.</summary>
    public required string Title { get; init; }

    public required IReadOnlyList<string> Effects { get; init; }

    public required string Button { get; init; }

    /// <summary>What is said afterwards.</summary>
    public required string Done { get; init; }

    public required string AgentPath { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public ActionFields Fields { get; init; }

    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>One of the targets must be named.</summary>
    public bool NeedsTarget { get; init; }

    /// <summary>Somebody loses something by it.</summary>
    public bool IsRisky { get; init; }

    /// <summary>The page to go back to.</summary>
    public string Back { get; init; } = "/";
}
