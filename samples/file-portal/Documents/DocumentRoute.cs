using ClusterGateway.Contracts.Problems;
using FilePortal.Edge;
using Microsoft.AspNetCore.Http.Features;

namespace FilePortal.Documents;

/// <summary>Routes with a <c>{name}</c>: only what can be a document passes.</summary>
internal static class DocumentRoute
{
    public static RouteGroupBuilder RequireDocumentName(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            if (!DocumentName.TryParse(context.Request.RouteValues["name"] as string, out var document, out var reason))
            {
                return Refusal.Because(ProblemTypes.InvalidRequest, reason);
            }

            context.Features.Set(document);
            return await next(invocation);
        });
        return group;
    }

    public static DocumentName Document(this HttpContext context) => context.Features.GetRequiredFeature<DocumentName>();
}
