using Microsoft.AspNetCore.Authentication;

namespace ClusterGateway.Gateway.Dashboard.SignIn;

/// <summary>Puts the token of a signed-in session where a caller without one would have sent it, so that what follows knows no difference.</summary>
internal sealed class SessionToken(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.IsSession() && SessionCookie.TokenOf(context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties) is { } token)
        {
            context.Request.Headers.Authorization = $"Bearer {token}";
        }

        return next(context);
    }
}
