using ClusterGateway.Client;
using ClusterGateway.Contracts.Problems;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace FilePortal.Edge;

/// <summary>What nobody else answered: unknown addresses, malformed requests and our own mistakes.</summary>
internal static class Failures
{
    public static ExceptionHandlerOptions Handler => new()
    {
        ExceptionHandler = context => Answer(context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error).ExecuteAsync(context),
        // Neither a client that sends nonsense nor an agent that is away is a mistake of the portal.
        SuppressDiagnosticsCallback = failure =>
            failure.Exception is BadHttpRequestException or InvalidDataException or AgentUnavailableException or AgentProblemException,
    };

    public static IResult NotFound() => Refusal.Because(ProblemTypes.NotFound, "The address is not one of this portal's.");

    private static Refusal Answer(Exception error) => error switch
    {
        BadHttpRequestException malformed => Refusal.OfStatus(malformed.StatusCode, "The request cannot be understood", malformed.Message),
        InvalidDataException malformed => Refusal.Because(ProblemTypes.InvalidRequest, malformed.Message),
        AgentUnavailableException => Refusal.Because(
            ProblemTypes.StoreUnavailable, "What the nodes share cannot be reached at the moment. Documents can be read; try this again in a moment."),
        AgentProblemException refused => Refusal.OfStatus(refused.Problem.Status, refused.Problem.Title, refused.Message),
        _ => Refusal.OfStatus(StatusCodes.Status500InternalServerError, "Something went wrong", "The portal made a mistake; its log says more."),
    };
}
