using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace ClusterGateway.NodeAgent.Diagnostics;

/// <summary>A request that needs the store while it is away is answered 503; the outcome of a write is then unknown to the caller too.</summary>
internal sealed class StoreUnavailableHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not StoreUnavailableException)
        {
            return false;
        }

        await Problem.Of(ProblemTypes.StoreUnavailable, "the store gives no answer; whether a write was done is unknown, so read before trying again")
            .ExecuteAsync(httpContext);
        return true;
    }
}
