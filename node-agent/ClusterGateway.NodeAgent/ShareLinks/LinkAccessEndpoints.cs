using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
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
            .WithMetadata(new RequestSizeLimitAttribute(ShareLinkEndpoints.MostBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        links.MapPost("/consume", ConsumeAsync)
            .WithSummary("Counts the download of a grant, once however often it is asked")
            .WithMetadata(new RequestSizeLimitAttribute(ShareLinkEndpoints.MostBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status410Gone);
    }

    private static async Task<Results<Ok<GrantView>, Problem>> ResolveAsync(
        [FromBody] ResolveRequest request, LinkResolver resolver, LinkAudit audit, CancellationToken cancellationToken)
    {
        if (Missing("token", request.Token) is { } missing)
        {
            return missing;
        }

        if (request.Password is { Length: > LinkBounds.MostPasswordCharacters })
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"'password' must have at most {LinkBounds.MostPasswordCharacters} characters");
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
        [FromBody] ConsumeRequest request, LinkConsumer consumer, LinkAudit audit, CancellationToken cancellationToken)
    {
        if (Missing("grant", request.Grant) is { } missing)
        {
            return missing;
        }

        var (outcome, link) = await consumer.ConsumeAsync(request.Grant, cancellationToken);
        audit.Access(outcome, link);
        return outcome is LinkAccess.Consumed or LinkAccess.Repeated ? TypedResults.NoContent() : LinkProblems.Over;
    }

    private static Problem? Missing(string member, string? value) =>
        value is null ? Problem.Of(ProblemTypes.InvalidRequest, $"'{member}' is missing") : null;
}
