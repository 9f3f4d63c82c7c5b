using System.Net;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Screening;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Screening.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Screening;

/// <summary><c>/v1/screening/attempts</c>: applications and gateways report log-ins. They hold secrets: nothing writes the bodies down.</summary>
internal static class AttemptEndpoints
{
    private const int MostBodyBytes = 32 * 1024;

    public static void MapAttempts(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/screening/attempts", TakeAsync)
        .RequireAudience(TokenAudience.App, TokenAudience.Gateway)
        .WithTags("Screening")
        .WithSummary("Reports a log-in; answers whether its address may go on")
        .Accepts<AttemptRequest>("application/json")
        .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Results<Ok<AttemptView>, Problem>> TakeAsync(
        HttpRequest http, LogInScreening screening, ScreeningOptions options, CancellationToken cancellationToken)
    {
        var (request, invalid) = await SecretBody.ReadAsync(http, ContractsJson.Default.AttemptRequest, ScreeningBounds.Refuse, cancellationToken);
        if (request is null)
        {
            return invalid!;
        }

        var address = IPAddress.Parse(request.Ip);
        var range = AddressRange.Of(address, options.Ipv4Prefix, options.Ipv6Prefix)!.Value;
        var mayCountAlone = !http.HttpContext.User.HasClaim(TokenAuthentication.AudienceClaim, nameof(TokenAudience.Gateway));
        return TypedResults.Ok(await screening.TakeAsync(request, AddressRange.BitsOf(address)!.Value, range, mayCountAlone, cancellationToken));
    }
}
