using ClusterGateway.Contracts.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Edge;

/// <summary>Gives the bare status codes of YARP's forwarder a body, after everything that may still try again has given up.</summary>
internal sealed class ForwarderErrorMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested
            || context.Features.Get<IForwarderErrorFeature>() is not { } failure)
        {
            return;
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
