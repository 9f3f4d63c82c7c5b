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
        // A client that sends nonsense is no event of the log.
        SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
    };

    public static IResult NotFound() => Refusal.Because(ProblemTypes.NotFound, "The address is not one of this portal's.");

    private static Refusal Answer(Exception error) => error is BadHttpRequestException malformed
        ? Refusal.OfStatus(malformed.StatusCode, "The request cannot be understood", malformed.Message)
        : Refusal.OfStatus(StatusCodes.Status500InternalServerError, "Something went wrong", "The portal made a mistake; its log says more.");
}
