using System.Globalization;
using ClusterGateway.Client;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Problems;
using FilePortal.Edge;

namespace FilePortal.Administration;

/// <summary>Lets a request pass only while this node's agent says that it is the primary.</summary>
internal static class PrimaryOnly
{
    public static RouteGroupBuilder RequirePrimary(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var self = await context.RequestServices.GetRequiredService<ClusterClient>().Nodes.SelfAsync(context.RequestAborted);
            if (Objection(self, context.Request.Headers[ClusterHeaders.Term]) is { } refusal)
            {
                return refusal;
            }

            context.Features.Set(self);
            return await next(invocation);
        });
        return group;
    }

    /// <summary>Answers 503 where the agent is away; users do not notice, only administrators do.</summary>
    public static RouteGroupBuilder ExplainAgentAway(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (invocation, next) =>
        {
            try
            {
                return await next(invocation);
            }
            catch (AgentUnavailableException away)
            {
                return Refusal.Because(ProblemTypes.NoPrimary, $"This node cannot tell whether it is the primary: {away.Message}");
            }
        });
        return group;
    }

    /// <summary>
    /// Why this node must not administer now; null when it may. The gateway's term only ever makes it stricter: a higher one than the
    /// agent's means that somebody else was elected since.
    /// </summary>
    internal static Refusal? Objection(SelfView self, string? gatewayTerm)
    {
        if (self.Role != NodeRole.Primary)
        {
            return Refusal.Because(ProblemTypes.NotPrimary, $"{self.Id} is a secondary; administration happens on the primary only.");
        }

        return long.TryParse(gatewayTerm, NumberStyles.None, CultureInfo.InvariantCulture, out var term) && term > self.Term
            ? Refusal.Because(ProblemTypes.StaleTerm, $"{self.Id} was the primary of term {self.Term}; the gateway already knows term {term}.")
            : null;
    }
}
