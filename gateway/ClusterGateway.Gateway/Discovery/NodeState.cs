using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>A node as this gateway sees it now. The id is also the id of its YARP destinations, character for character.</summary>
internal sealed record NodeState
{
    public required string Id { get; init; }

    public required Uri Agent { get; init; }

    /// <summary>The application; null while no agent has told it.</summary>
    public Uri? Address { get; init; }

    public AdministrativeState AdministrativeState { get; init; }

    /// <summary>The effective health: the agent's verdict, or <c>unknown</c>/<c>unhealthy</c> when the agent is silent.</summary>
    public NodeHealth Health { get; init; }

    /// <summary>What may be sent there; decided from the two states above and the tags.</summary>
    public Admission Admission { get; init; }

    /// <summary>So many questions to the agent in a row had no answer that it counts as silent.</summary>
    public bool AgentSilent { get; init; }

    /// <summary>The gateway's own last question to the application had no answer in time. Asked only when there is a suspicion.</summary>
    public bool ApplicationSilent { get; init; }

    public int Weight { get; init; } = 100;

    /// <summary>For slow start.</summary>
    public Warmth Warmth { get; init; }

    public string? Route { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How far its drain is, as its agent or another one tells; null when it does not drain.</summary>
    public DrainView? Drain { get; init; }

    /// <summary>Why the node is as it is, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The agent's last answer; null before the first. May be old: <see cref="SelfAt"/> tells.</summary>
    public SelfView? Self { get; init; }

    /// <summary>The <see cref="TimeProvider"/> timestamp from before the question was sent that <see cref="Self"/> answered.</summary>
    public long SelfAt { get; init; }
}
