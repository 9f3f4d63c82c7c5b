using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Administration;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterGateway.NodeAgent.Status;

/// <summary>This node and the others, from the last copy: never waits for the store.</summary>
internal static class NodeEndpoints
{
    public static void MapNodes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/self", (SelfReport self) => TypedResults.Ok(self.Take())).WithTags("Nodes").WithSummary("This node");
        var group = endpoints.MapGroup("/members").WithTags("Nodes");
        group.MapGet("", List).WithSummary("All nodes of the cluster").ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", Find).WithSummary("One node").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Ok<Page<NodeView>>, Problem> List(
        [AsParameters] PageRequest page, IMembership membership, ILeadership leadership, NodeTraffic traffic, DrainProgress drains, SelfReport self)
    {
        if (page.Refuse() is { } problem)
        {
            return problem;
        }

        var primary = leadership.Leader?.NodeId;
        var found = page.Of(membership.Current.Members, m => m.Id);
        return TypedResults.Ok(new Page<NodeView>([.. found.Items.Select(m => ViewOf(m, primary, traffic, drains, self))], found.Next));
    }

    private static Results<Ok<NodeView>, Problem> Find(
        string id, IMembership membership, ILeadership leadership, NodeTraffic traffic, DrainProgress drains, SelfReport self) =>
        membership.Current.Find(id) is { } member
            ? TypedResults.Ok(ViewOf(member, leadership.Leader?.NodeId, traffic, drains, self))
            : Problem.Of(ProblemTypes.NotFound, $"no member is called '{id}'");

    /// <summary>Of itself this node knows more than the store.</summary>
    private static NodeView ViewOf(Member member, string? primary, NodeTraffic traffic, DrainProgress drains, SelfReport self)
    {
        var view = NodeViews.Of(member, primary, traffic.SessionsOf(member.Id), traffic.InFlightOf(member.Id), drains.Of(member.Id, member.State));
        return self.Refine(view);
    }
}
