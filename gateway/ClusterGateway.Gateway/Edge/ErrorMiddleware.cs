using System.Runtime.ExceptionServices;
using ClusterGateway.Contracts.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// Outermost: gives what ended without an answer one of ours, after everything that may still try again has given up. That is the bare
/// status codes of YARP's forwarder, and exceptions, which it hands on to ASP.NET Core's own handler: standing before each request, that
/// one would cost a hundredth of it.
/// </summary>
/// <param name="unhandled">Answers for an <see cref="ExceptionDispatchInfo"/> among the features.</param>
internal sealed class ErrorMiddleware(RequestDelegate next, RequestDelegate unhandled)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            context.Features.Set(ExceptionDispatchInfo.Capture(exception));
            await unhandled(context);
            return;
        }

        if (context.Features.Get<IForwarderErrorFeature>() is { } failure && !context.Response.HasStarted
            && !context.RequestAborted.IsCancellationRequested)
        {
            await AnswerAsync(context, failure.Error);
        }
    }

    private static Task AnswerAsync(HttpContext context, ForwarderError error)
    {
        var (problem, detail) = (error, context.Response.StatusCode) switch
        {
            (ForwarderError.NoAvailableDestinations, _) => (ProblemTypes.NoServingNode, "no destination of this route is available"),
            (_, StatusCodes.Status502BadGateway) => (ProblemTypes.BadGateway, "the connection to the server failed"),

            // Canceled, and the client is still there: the time of its route is over.
            (_, StatusCodes.Status504GatewayTimeout) or (ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled, _) =>
                (ProblemTypes.GatewayTimeout, "the server did not answer in time"),
            _ => default,
        };
        return problem is null ? Task.CompletedTask : ErrorAnswer.WriteAsync(context, problem, detail!);
    }
}
