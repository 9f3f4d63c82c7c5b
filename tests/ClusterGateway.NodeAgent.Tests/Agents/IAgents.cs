namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>What the tests of a feature need of running agents, whatever their store.</summary>
internal interface IAgents
{
    AgentCluster Cluster { get; }

    /// <summary>Asks one agent, as its application unless another token is given.</summary>
    Task<Answer> SendAsync(
        string node, string method, string path, string? body = null, string token = AgentHost.App, params (string Name, string Value)[] headers);
}
