namespace ClusterGateway.Gateway.Dashboard.SignIn;

/// <summary>Lets administrators in, and others where anybody may read; sends browsers to the sign-in and answers their scripts 401.</summary>
internal sealed class ReaderFilter(bool anonymous) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (anonymous || http.IsAdmin())
        {
            return await next(context);
        }

        return http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase)
            ? Results.StatusCode(StatusCodes.Status401Unauthorized)
            : new SeeOther(SignInEndpoints.Path);
    }
}
