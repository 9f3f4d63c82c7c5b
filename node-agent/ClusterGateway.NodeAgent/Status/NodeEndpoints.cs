using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Administration;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterGateway.NodeAgent.Status;

/// <summary>This node and the others, from the last copy: never waits for the store.</summary>
internal static class NodeEndpoints
{
    private const int MostAtOnce = 1000;

    public static void MapNodes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/self", (SelfReport self) => TypedResults.Ok(self.Take())).WithTags("Nodes").WithSummary("This node");
        var group = endpoints.MapGroup("/members").WithTags("Nodes");
        group.MapGet("", List).WithSummary("All nodes of the cluster");
        group.MapGet("/{id}", Find).WithSummary("One node").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<Page<NodeView>> List(
        IMembership membership, ILeadership leadership, NodeTraffic traffic, SelfReport self, string? after = null, int limit = MostAtOnce)
    {
        var most = Math.Clamp(limit, 1, MostAtOnce);
        var primary = leadership.Leader?.NodeId;
        var nodes = membership.Current.Members
            .Where(m => after is null || string.CompareOrdinal(m.Id, after) > 0)
            .OrderBy(m => m.Id, StringComparer.Ordinal)
            .Take(most + 1)
            .Select(m => ViewOf(m, primary, traffic, self))
            .ToList();
        return TypedResults.Ok(nodes.Count > most ? new Page<NodeView>(nodes[..most], nodes[most - 1].Id) : new Page<NodeView>(nodes, null));
    }

    private static Results<Ok<NodeView>, Problem> Find(
        string id, IMembership membership, ILeadership leadership, NodeTraffic traffic, SelfReport self) =>
        membership.Current.Find(id) is { } member
            ? TypedResults.Ok(ViewOf(member, leadership.Leader?.NodeId, traffic, self))
            : Problem.Of(ProblemTypes.NotFound, $"no member is called '{id}'");

    /// <summary>Of itself this node knows more than the store.</summary>
    private static NodeView ViewOf(Member member, string? primary, NodeTraffic traffic, SelfReport self)
    {
        var view = NodeViews.Of(member, primary, traffic.SessionsOf(member.Id), traffic.InFlightOf(member.Id));
        return self.Refine(view);
    }
}
