using ClusterGateway.Contracts;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.Cli;

/// <summary>What the management interface of a gateway would answer.</summary>
internal sealed class GatewayStub(string id, AgentHost agent)
{
    public string Id => id;

    public AgentHost Agent => agent;

    public string? NotReady { get; set; }

    public bool RefusesToken { get; set; }

    public Func<ClusterStatusView, ClusterStatusView> Change { get; set; } = status => status;
}
