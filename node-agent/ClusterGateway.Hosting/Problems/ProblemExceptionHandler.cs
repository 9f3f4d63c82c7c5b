using System.Text.Json;
using ClusterGateway.Contracts.Problems;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Hosting.Problems;

/// <summary>Turns what a bad request makes ASP.NET Core throw into problem details. Anything else stays an error of ours: logged, 500.</summary>
internal sealed class ProblemExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.Of(ProblemTypes.TooLarge, exception.Message),
            BadHttpRequestException bad => Problem.Of(ProblemTypes.InvalidRequest, (bad.InnerException as JsonException ?? exception).Message),
            JsonException => Problem.Of(ProblemTypes.InvalidRequest, exception.Message),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
