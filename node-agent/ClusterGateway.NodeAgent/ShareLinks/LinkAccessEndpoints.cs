using ClusterGateway.Contracts;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>What the application asks when somebody comes with a link. Secrets are in bodies: nothing writes those down.</summary>
internal static class LinkAccessEndpoints
{
    public static void MapLinkAccess(this IEndpointRouteBuilder endpoints)
    {
        var links = endpoints.MapGroup("/links").RequireAudience(TokenAudience.App).WithTags("Share links");
        links.MapPost("/resolve", ResolveAsync)
            .WithSummary("Lets a visitor in: a grant for a token, and a password where the link has one")
            .Accepts<ResolveRequest>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(ShareLinkEndpoints.MostBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        links.MapPost("/consume", ConsumeAsync)
            .WithSummary("Counts the download of a grant, once however often it is asked")
            .Accepts<ConsumeRequest>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(ShareLinkEndpoints.MostBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status410Gone);
    }

    private static async Task<Results<Ok<GrantView>, Problem>> ResolveAsync(
        HttpRequest http, LinkResolver resolver, LinkAudit audit, CancellationToken cancellationToken)
    {
        var (request, invalid) = await SecretBody.ReadAsync(http, ContractsJson.Default.ResolveRequest, LinkBounds.Refuse, cancellationToken);
        if (request is null)
        {
            return invalid!;
        }

        var resolution = await resolver.ResolveAsync(request, cancellationToken);
        audit.Access(resolution.Outcome, resolution.Link);
        return resolution.Outcome switch
        {
            LinkAccess.Granted => TypedResults.Ok(resolution.Grant),
            LinkAccess.PasswordRequired => LinkProblems.PasswordRequired,
            LinkAccess.PasswordWrong => LinkProblems.PasswordWrong,
            LinkAccess.Limited => LinkProblems.Limited(resolution.Wait),
            LinkAccess.Busy => LinkProblems.Busy,
            _ => LinkProblems.Unresolved,
        };
    }

    private static async Task<Results<NoContent, Problem>> ConsumeAsync(
        HttpRequest http, LinkConsumer consumer, LinkAudit audit, CancellationToken cancellationToken)
    {
        var (request, invalid) = await SecretBody.ReadAsync(http, ContractsJson.Default.ConsumeRequest, LinkBounds.Refuse, cancellationToken);
        if (request is null)
        {
            return invalid!;
        }

        var (outcome, link) = await consumer.ConsumeAsync(request.Grant, cancellationToken);
        audit.Access(outcome, link);
        return outcome is LinkAccess.Consumed or LinkAccess.Repeated ? TypedResults.NoContent() : LinkProblems.Over;
    }
}
