using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Status;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Cli.Doctor;

/// <summary>Asks every agent and every gateway at the addresses under which the others reach them.</summary>
internal sealed class Examination(AgentAccess access)
{
    public async Task<ClusterEvidence> TakeAsync(AgentApi first, CancellationToken cancellationToken)
    {
        var sight = await ClusterSight.TakeAsync(first, cancellationToken);
        var nodes = await Task.WhenAll(sight.Nodes.Select(node => AskAsync(node, cancellationToken)));
        var gateways = await Task.WhenAll(sight.Gateways.Select(gateway => AskAsync(gateway, cancellationToken)));
        return new ClusterEvidence(sight.Asked, nodes, gateways);
    }

    private async Task<NodeEvidence> AskAsync(NodeView member, CancellationToken cancellationToken)
    {
        var evidence = new NodeEvidence(member);
        try
        {
            using var agent = new AgentApi([Address(member.Agent)], access);
            var sight = await ClusterSight.TakeAsync(agent, cancellationToken);
            return evidence with
            {
                Self = sight.Asked,
                Leader = sight.Leader,
                Members = [.. sight.Nodes.Select(node => node.Id)],
                IsPrimary = await agent.StatusAsync("/primary", cancellationToken) == 200,
            };
        }
        catch (AgentRefusedException exception)
        {
            return evidence with { Refused = exception.Message };
        }
        catch (AgentUnreachableException exception)
        {
            return evidence with { Unreachable = exception.Message };
        }
    }

    private async Task<GatewayEvidence> AskAsync(GatewayView gateway, CancellationToken cancellationToken)
    {
        var evidence = new GatewayEvidence(gateway);
        try
        {
            using var management = new AgentApi([Address(gateway.Management)], access);
            return evidence with
            {
                NotReady = await management.NotReadyAsync(cancellationToken),
                Status = await management.GetAsync("/api/v1/cluster", ContractsJson.Default.ClusterStatusView, cancellationToken),
            };
        }
        catch (AgentRefusedException exception)
        {
            return evidence with { Refused = exception.Message };
        }
        catch (AgentUnreachableException exception)
        {
            return evidence with { Unreachable = exception.Message };
        }
    }

    private static Uri Address(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw new AgentUnreachableException($"'{text}' is no address");
}
