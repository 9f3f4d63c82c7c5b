using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Membership;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// Routes that only the primary carries out. Any other node answers 409 <c>not-primary</c> with the <c>Location</c> of the same path at the
/// primary's agent, or 503 <c>no-primary</c> while nobody is. That the write commits under the primary's term is up to the fence.
/// </summary>
internal sealed class PrimaryOnly(ILeadership leadership, IMembership membership) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (leadership is { IsPrimary: true, IsFailsafe: false })
        {
            return await next(context);
        }

        if (leadership.IsPrimary)
        {
            return Problem.Of(ProblemTypes.StoreUnavailable, "this node is primary, but the store gives no answer: nothing can be written now");
        }

        return Refuse(context.HttpContext);
    }

    /// <summary>What a write under a term that has passed is answered.</summary>
    public static Problem StaleTerm { get; } =
        Problem.Of(ProblemTypes.StaleTerm, "this node lost the primary role while it wrote; nothing was written: ask the primary");

    private Problem Refuse(HttpContext context)
    {
        if (leadership.Leader is not { } leader)
        {
            return Problem.Of(ProblemTypes.NoPrimary, "nobody is primary now, and only the primary writes this; try again in a moment");
        }

        if (membership.Current.Find(leader.NodeId)?.Agent is { } agent)
        {
            // As it was sent: an encoded name means another one when it is decoded and encoded again.
            context.Response.Headers.Location = agent.TrimEnd('/') + context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        }

        return Problem.Of(ProblemTypes.NotPrimary, $"only the primary writes this, and that is {leader.NodeId}; the same path at its agent is in Location");
    }
}
