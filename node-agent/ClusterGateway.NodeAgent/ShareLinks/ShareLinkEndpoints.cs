using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary><c>/v1/links</c> for those who make and manage links; <see cref="LinkAccessEndpoints"/> is for those who open them.</summary>
internal static class ShareLinkEndpoints
{
    /// <summary>Every text of full size, had every character of it to be escaped.</summary>
    public const int MostBodyBytes = 64 * 1024;

    public static void MapShareLinks(this IEndpointRouteBuilder endpoints)
    {
        var links = endpoints.MapGroup("/links").RequireAudience(TokenAudience.App, TokenAudience.Admin).WithTags("Share links");
        links.MapPost("", CreateAsync)
            .WithSummary("Makes a link; the only answer that holds its token. With Idempotency-Key a repetition within 10 min renews the token of the same link")
            .Accepts<ShareLinkRequest>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        links.MapGet("", ListAsync)
            .WithSummary("Links of an owner, of a target, or all")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        links.MapGet("{id}", FindAsync)
            .WithSummary("A link, with its ETag")
            .Produces<ShareLinkView>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        links.MapPatch("{id}", ChangeAsync)
            .WithSummary("Changes what the merge patch names; If-Match is required")
            .Accepts<ShareLinkPatch>("application/json", "application/merge-patch+json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        links.MapDelete("{id}", RevokeAsync)
            .WithSummary("Revokes a link, and every grant of it, on all nodes at once")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Results<Created<NewShareLinkView>, Problem>> CreateAsync(
        IdempotencyKey key, HttpContext context, LinkCreator creator, LinkAddress address, LinkAudit audit, CancellationToken cancellationToken)
    {
        var (request, invalid) = await SecretBody.ReadAsync(
            context.Request, ContractsJson.Default.ShareLinkRequest, LinkBounds.Refuse, cancellationToken);
        if (request is null)
        {
            return invalid!;
        }

        var (created, refused) = await creator.CreateAsync(request, key, cancellationToken);
        if (created is null)
        {
            return refused!;
        }

        var token = created.Token;
        if (!created.Renewed)
        {
            audit.Created(token.Id, Caller.NameOf(context));
        }

        EntityTags.Send(context.Response, EntityTags.Of(created.Revision));
        return TypedResults.Created($"/v1/links/{token.Id}", new NewShareLinkView(token.Id, token.Text, address.Of(token)));
    }

    private static async Task<Results<Ok<Page<ShareLinkView>>, Problem>> ListAsync(
        string? owner, string? target, [AsParameters] PageRequest page, LinkLists lists, CancellationToken cancellationToken)
    {
        var invalid = page.Refuse()
            ?? (owner is null ? null : LinkBounds.Name("owner", owner))
            ?? (target is null ? null : LinkBounds.Name("target", target));
        return invalid is null ? TypedResults.Ok(await lists.ReadAsync(owner, target, page, cancellationToken)) : invalid;
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, LinkEditor editor, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, cancellationToken) is not { } link)
        {
            return LinkProblems.NotFound(id);
        }

        var tag = EntityTags.Of(link.Link.Revision);
        EntityTags.Send(context.Response, tag);
        return EntityTags.IsKnown(context.Request, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(link.View);
    }

    private static async Task<Results<Ok<ShareLinkView>, Problem>> ChangeAsync(
        string id, HttpContext context, LinkEditor editor, LinkAudit audit, CancellationToken cancellationToken)
    {
        var (patch, invalid) = await SecretBody.ReadAsync(context.Request, ContractsJson.Default.ShareLinkPatch, LinkBounds.Refuse, cancellationToken);
        if (patch is null)
        {
            return invalid!;
        }

        Problem? Refuse(long revision) => EntityTags.Refuse(context.Request, EntityTags.Of(revision), required: true);
        var (changed, refused) = await editor.ChangeAsync(id, patch, Refuse, cancellationToken);
        if (changed is null)
        {
            return refused!;
        }

        audit.Changed(id, Caller.NameOf(context));
        EntityTags.Send(context.Response, EntityTags.Of(changed.Link.Revision));
        return TypedResults.Ok(changed.View);
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(
        string id, HttpContext context, LinkEditor editor, LinkAudit audit, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, cancellationToken) is not { } seen)
        {
            return LinkProblems.NotFound(id);
        }

        if (EntityTags.Refuse(context.Request, EntityTags.Of(seen.Link.Revision)) is { } stale)
        {
            return stale;
        }

        var conditional = context.Request.Headers.IfMatch.Count > 0;
        switch (await editor.RevokeAsync(seen, conditional ? seen.Link.Revision : null, cancellationToken))
        {
            case true:
                audit.Revoked(id, Caller.NameOf(context));
                return TypedResults.NoContent();
            case false:
                return LinkProblems.NotFound(id);
            default:
                return Problem.Of(ProblemTypes.PreconditionFailed, "it was changed since it was read; read it again");
        }
    }
}
