using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Client.Nodes;

/// <summary>This node and the others, as its agent sees them; the agent answers without its store too.</summary>
public sealed class NodesClient
{
    private readonly AgentConnection _agent;

    internal NodesClient(AgentConnection agent) => _agent = agent;

    /// <summary>This node: its role, and the term it is primary of.</summary>
    public async Task<SelfView> SelfAsync(CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(HttpMethod.Get, "/v1/self", body: null, expected: [], cancellationToken).ConfigureAwait(false);
        return await AgentConnection.ReadAsync(response, ContractsJson.Default.SelfView, cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<NodeView> MembersAsync(CancellationToken cancellationToken) =>
        _agent.ReadAsync("/v1/members", ContractsJson.Default.PageNodeView, filters: [], cancellationToken);
}
