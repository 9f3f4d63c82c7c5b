using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Timeouts;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Edge;

/// <summary>Gives the bare status codes of YARP's forwarder a body, after everything that may still try again has given up.</summary>
internal sealed class ForwarderErrorMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.HasStarted || RouteDeadline.HasClientLeft(context)
            || context.Features.Get<IForwarderErrorFeature>() is not { } failure)
        {
            return;
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            // The time of its route is over, and with it the token by which the answer would be written.
            context.RequestAborted = CancellationToken.None;
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }

        var (problem, detail) = (failure.Error, context.Response.StatusCode) switch
        {
            (ForwarderError.NoAvailableDestinations, _) => (ProblemTypes.NoServingNode, "no destination of this route is available"),
            (_, StatusCodes.Status502BadGateway) => (ProblemTypes.BadGateway, "the connection to the server failed"),
            (_, StatusCodes.Status504GatewayTimeout) => (ProblemTypes.GatewayTimeout, "the server did not answer in time"),
            _ => default,
        };
        if (problem is not null)
        {
            await ErrorAnswer.WriteAsync(context, problem, detail!);
        }
    }
}
