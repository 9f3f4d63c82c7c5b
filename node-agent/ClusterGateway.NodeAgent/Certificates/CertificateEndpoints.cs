using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Encryption;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Leadership;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary><c>/v1/certificates</c>: administrators upload and activate, gateways follow the list and fetch what they serve.</summary>
internal static class CertificateEndpoints
{
    /// <summary>A long chain with an RSA key of 16,384 bits, escaped; the store takes a megabyte.</summary>
    private const int MostBodyBytes = 512 * 1024;

    public static void MapCertificates(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/certificates").WithTags("Certificates");
        group.MapGet("", ListAsync)
            .RequireAudience(TokenAudience.Admin, TokenAudience.Gateway)
            .WithSummary("All certificates; with 'since' and 'wait', answers when the list has another revision, or the wait is over")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("{name}", FindAsync)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("A certificate, with its ETag and what each gateway holds of it")
            .Produces<CertificateView>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("{name}/bundle", BundleAsync)
            .RequireAudience(TokenAudience.Gateway)
            .WithSummary("A version with its private key; the active one unless 'version' says another")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        MapWrites(group);
    }

    private static void MapWrites(RouteGroupBuilder group)
    {
        Describe(group.MapPut("{name}", StageAsync))
            .WithSummary("Checks a certificate and stages it: gateways fetch it, nobody serves it yet. If-Match is required where the name exists")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .Accepts<CertificateUploadRequest>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Describe(group.MapPost("{name}/activate", ActivateAsync))
            .WithSummary("Serves the staged version from now on, on all gateways; refused while one of them does not hold it")
            .ProducesProblem(StatusCodes.Status404NotFound);
        Describe(group.MapDelete("{name}", RemoveAsync))
            .WithSummary("Removes it; refused while a gateway serves it")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route) => route
        .RequireAudience(TokenAudience.Admin)
        .OnPrimary()
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    private static async Task<Results<Ok<CertificateListView>, Problem>> ListAsync(
        CertificateStore certificates, CertificateFeed feed, GatewayStore gateways, CancellationToken cancellationToken, long? since = null, string? wait = null)
    {
        if (!LongPoll.TryParse(wait, out var bound))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'since' is the 'revision' of an earlier answer, 'wait' a duration of at most 60s, such as 30s");
        }

        if (since is { } seen)
        {
            await feed.WaitAsync(seen, bound, cancellationToken);
        }

        return TypedResults.Ok(await certificates.ListAsync(since is null ? await gateways.ReadAsync(cancellationToken) : [], cancellationToken));
    }

    private static async Task<IResult> FindAsync(
        string name, HttpContext context, CertificateStore certificates, GatewayStore gateways, CancellationToken cancellationToken)
    {
        if (!CertificateName.IsValid(name) || await certificates.ReadAsync(name, cancellationToken) is not { Exists: true } found)
        {
            return CertificateProblems.NotFound(name);
        }

        // What gateways hold is no part of the certificate, and no reason to refuse a change of it.
        EntityTags.Send(context.Response, EntityTags.Of(found.Revision));
        return EntityTags.IsKnown(context.Request, EntityTags.Of(found.Revision))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(await ViewAsync(found, gateways, cancellationToken));
    }

    private static async Task<Results<Ok<CertificateBundleView>, Problem>> BundleAsync(
        string name, CertificateStore certificates, CertificateSeal seal, CancellationToken cancellationToken, long? version = null)
    {
        var found = CertificateName.IsValid(name) ? await certificates.ReadAsync(name, cancellationToken) : null;
        CertificateRecord?[] versions = [found?.Active, found?.Staged];
        if (versions.FirstOrDefault(it => it is not null && (version is null ? it.ActivatedAt is not null : it.Version == version)) is not { } record)
        {
            return CertificateProblems.NotFound(name);
        }

        return seal.Open(record) is { } bundle
            ? TypedResults.Ok(new CertificateBundleView(record.Name, record.Version, bundle.Certificates, bundle.Key))
            : Problem.Of(ProblemTypes.Refused, seal.IsPossible ? "none of this node's ClusterGateway:Encryption:Secrets opens it; give it those of the others" : EncryptionKeys.Missing);
    }

    private static async Task<Results<Created<CertificateView>, Ok<CertificateView>, Problem>> StageAsync(
        string name, HttpContext context, CertificateStore certificates, CertificateStaging staging, GatewayStore gateways, CancellationToken cancellationToken,
        bool force = false)
    {
        if (CertificateProblems.Name(name) is { } invalid)
        {
            return invalid;
        }

        var seen = await certificates.ReadAsync(name, cancellationToken);
        if (Refuse(context.Request, seen) is { } refused)
        {
            return refused;
        }

        var (request, unreadable) = await SecretBody.ReadAsync(
            context.Request, ContractsJson.Default.CertificateUploadRequest, CertificateProblems.Body, cancellationToken);
        if (request is null)
        {
            return unreadable!;
        }

        var (now, notStaged) = await staging.StageAsync(seen, request, force, Caller.NameOf(context), cancellationToken);
        if (now is null)
        {
            return notStaged!;
        }

        EntityTags.Send(context.Response, EntityTags.Of(now.Revision));
        var view = await ViewAsync(now, gateways, cancellationToken);
        return seen.Exists ? TypedResults.Ok(view) : TypedResults.Created($"/v1/certificates/{name}", view);
    }

    private static async Task<Results<Ok<CertificateView>, Problem>> ActivateAsync(
        string name, HttpContext context, CertificateActivation activation, GatewayStore gateways, CancellationToken cancellationToken,
        bool force = false, string? wait = null)
    {
        if (!LongPoll.TryParse(wait, out var bound))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'wait' is a duration of at most 60s, such as 30s");
        }

        if (!CertificateName.IsValid(name))
        {
            return CertificateProblems.NotFound(name);
        }

        Problem? Refuse(StoredCertificate seen) => EntityTags.Refuse(context.Request, EntityTags.Of(seen.Revision));
        var (now, refused) = await activation.ActivateAsync(name, Refuse, force, bound, Caller.NameOf(context), cancellationToken);
        if (now is null)
        {
            return refused!;
        }

        EntityTags.Send(context.Response, EntityTags.Of(now.Revision));
        return TypedResults.Ok(await ViewAsync(now, gateways, cancellationToken));
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        string name, HttpContext context, CertificateStore certificates, CertificateActivation activation, CancellationToken cancellationToken, bool force = false)
    {
        if (!CertificateName.IsValid(name) || await certificates.ReadAsync(name, cancellationToken) is not { Exists: true } seen)
        {
            return CertificateProblems.NotFound(name);
        }

        if (Refuse(context.Request, seen) is { } refused)
        {
            return refused;
        }

        var (_, notRemoved) = await activation.RemoveAsync(seen, force, Caller.NameOf(context), cancellationToken);
        return notRemoved is null ? TypedResults.NoContent() : notRemoved;
    }

    private static Problem? Refuse(HttpRequest request, StoredCertificate seen) => EntityTags.Refuse(
        request, seen.Exists ? EntityTags.Of(seen.Revision) : null, required: seen.Exists && request.Headers.IfNoneMatch.Count == 0);

    private static async Task<CertificateView> ViewAsync(StoredCertificate certificate, GatewayStore gateways, CancellationToken cancellationToken) =>
        certificate.View((await gateways.ReadAsync(cancellationToken)).Where(g => g.IsAlive));
}
