using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Hosting.Problems;
using Microsoft.AspNetCore.Antiforgery;

namespace ClusterGateway.Gateway.Dashboard.SignIn;

/// <summary>
/// What changes something and is asked for with a cookie needs the antiforgery token of a page of ours besides (as the form field
/// <c>__RequestVerificationToken</c> or the header <c>RequestVerificationToken</c>). Who sends a bearer token needs none.
/// </summary>
internal sealed class SessionAntiforgery(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || !http.IsSession() || await antiforgery.IsRequestValidAsync(http))
        {
            return await next(context);
        }

        return http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Problem.Of(ProblemTypes.InvalidRequest, "a signed-in session changes something only with the antiforgery token of a page; or send the admin token itself")
            : Page.Message("Nothing was done", "The page was too old. Go back, load it again, and repeat what you did.", StatusCodes.Status400BadRequest);
    }
}
