using ClusterGateway.Contracts.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.Hosting.Problems;

public static class ProblemExtensions
{
    /// <summary>Registers the translation of bad requests; features add their own <see cref="IExceptionHandler"/> for their own exceptions.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.AddProblemDetails();
        return services;
    }

    /// <summary>Answers every error without a body, whoever made it, as problem details.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.Of(ProblemTypes.NotFound, "nothing is here").ExecuteAsync(context.HttpContext),
            StatusCodes.Status400BadRequest => Problem.Of(ProblemTypes.InvalidRequest, "the request is not understood").ExecuteAsync(context.HttpContext),
            StatusCodes.Status413PayloadTooLarge => Problem.Of(ProblemTypes.TooLarge, "the body is too large").ExecuteAsync(context.HttpContext),
            var status => Results.Problem(statusCode: status).ExecuteAsync(context.HttpContext),
        });
        return app;
    }
}
