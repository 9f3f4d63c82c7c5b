using System.Text;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.KeyRing;

/// <summary><c>/v1/keyring</c>: where the gateways share their encrypted Data Protection keys.</summary>
internal static class KeyRingEndpoints
{
    private const int MaxId = 200;
    private const int MaxValueBytes = 64 * 1024;

    /// <summary>A value of full size, had every byte of it to be escaped.</summary>
    private const int MaxBodyBytes = 8 * MaxValueBytes;

    public static RouteGroupBuilder MapKeyRing(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/keyring").WithTags("Key ring");
        group.MapGet("", ReadAsync);
        group.MapPost("", AddAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        return group;
    }

    private static async Task<Ok<KeyRingView>> ReadAsync(KeyRingStore ring, CancellationToken cancellationToken) =>
        TypedResults.Ok(new KeyRingView(await ring.ReadAsync(cancellationToken)));

    private static async Task<Results<Created<KeyRingElement>, Ok<KeyRingElement>, Problem>> AddAsync(
        KeyRingRequest request, KeyRingStore ring, CancellationToken cancellationToken)
    {
        if (Refuse(request) is { } problem)
        {
            return problem;
        }

        return await ring.TryAddAsync(new KeyRingElement(request.Id, request.Value), request.First, cancellationToken) switch
        {
            (var element, true) => TypedResults.Created((string?)null, element),
            (var element, false) => TypedResults.Ok(element),
            null => Problem.Of(ProblemTypes.PreconditionFailed, "the key ring is not empty; read it and use its keys"),
        };
    }

    private static Problem? Refuse(KeyRingRequest request)
    {
        if (request.Id is not { Length: > 0 and <= MaxId } || !request.Id.All(c => c is > ' ' and <= '~'))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"'id' must be 1 to {MaxId} visible ASCII characters");
        }

        if (string.IsNullOrEmpty(request.Value))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'value' is missing");
        }

        return Encoding.UTF8.GetByteCount(request.Value) > MaxValueBytes
            ? Problem.Of(ProblemTypes.TooLarge, $"'value' has more than {MaxValueBytes} bytes")
            : null;
    }
}
