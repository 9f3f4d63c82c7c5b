namespace ClusterGateway.NodeAgent.AgentCheck;

/// <summary>
/// Section <c>ClusterGateway:AgentCheck</c>: listeners for HAProxy's agent check (https://docs.haproxy.org/2.6/configuration.html, "agent-check").
/// Like the probe paths they are open to all who reach them, and tell no more than the state.
/// </summary>
internal sealed record AgentCheckOptions
{
    /// <summary>Where balancers ask for users, <c>ADDRESS:PORT</c> (<c>10.0.0.1:7401</c>, <c>0.0.0.0:7401</c>, <c>[::]:7401</c>).</summary>
    /// <value>nowhere</value>
    public string? Serving { get; init; }

    /// <summary>Where balancers ask for admin traffic: up on the primary only. Written as <see cref="Serving"/>.</summary>
    /// <value>nowhere</value>
    public string? Primary { get; init; }
}
