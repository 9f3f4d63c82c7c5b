using ClusterGateway.Contracts.Settings;
using ClusterGateway.Gateway.Management;

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

    /// <summary>What is asked of an agent, made from what was said; or what is wrong with that.</summary>
    public required Func<IReadOnlyDictionary<string, string>, (AgentRequest? Request, string? Mistake)> Ask { get; init; }

    public IReadOnlyList<ActionField> Fields { get; init; } = [];

    /// <summary>What differs afterwards, one by one.</summary>
    public IReadOnlyList<SettingChangeView> Changes { get; init; } = [];

    /// <summary>Somebody loses something by it.</summary>
    public bool IsRisky { get; init; }

    /// <summary>It is done only if nobody was faster: to what bears <see cref="Tag"/>, or to what is not there.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The entity tag of what the page shows; null for nothing.</summary>
    public string? Tag { get; init; }

    /// <summary>Where it is done; null for the address of the question.</summary>
    public string? Address { get; init; }

    /// <summary>The page to go back to.</summary>
    public string Back { get; init; } = "/";

    /// <summary>The page that follows, made from what was said; null for <see cref="Back"/>.</summary>
    public Func<IReadOnlyDictionary<string, string>, string>? Next { get; init; }

    /// <summary>For an action that is always the same request.</summary>
    public static Func<IReadOnlyDictionary<string, string>, (AgentRequest? Request, string? Mistake)> Always(HttpMethod method, string pathAndQuery) =>
        _ => (new AgentRequest(method, pathAndQuery), null);
}
