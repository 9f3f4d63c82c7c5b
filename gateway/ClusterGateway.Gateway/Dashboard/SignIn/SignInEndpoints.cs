using ClusterGateway.Gateway.Affinity.KeyRing;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Hosting.Tokens;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace ClusterGateway.Gateway.Dashboard.SignIn;

/// <summary>Sign-in with the admin token, and sign-out. Both lead to the same place always: there is no address to be sent on to.</summary>
internal static partial class SignInEndpoints
{
    public const string Path = "/sign-in";

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext context, IAntiforgery antiforgery, IEnumerable<IKeyRingState> ring) =>
            context.IsAdmin() ? (IResult)new SeeOther("/") : Show(context, antiforgery, ring, failure: null, StatusCodes.Status200OK));
        endpoints.MapPost(Path, SignInAsync);
        endpoints.MapPost("/sign-out", (Delegate)SignOutAsync).AddEndpointFilter<SessionAntiforgery>();
    }

    private static Page Show(HttpContext context, IAntiforgery antiforgery, IEnumerable<IKeyRingState> ring, string? failure, int status)
    {
        if (ring.FirstOrDefault(state => !state.Ready) is { } missing)
        {
            var reason = missing.Reason ?? "the key ring cannot be read yet";
            return Page.Message("Nobody can sign in now", $"This gateway has no keys for sign-ins: {reason}.", StatusCodes.Status503ServiceUnavailable);
        }

        return Page.Of<SignInPage>(
            new() { [nameof(SignInPage.Token)] = antiforgery.GetAndStoreTokens(context).RequestToken, [nameof(SignInPage.Failure)] = failure }, status);
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, IAntiforgery antiforgery, IEnumerable<IKeyRingState> ring, TokenVerifier verifier, SignInLimit limit, TimeProvider time,
        ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var address = context.Connection.RemoteIpAddress;
        var logger = loggers.CreateLogger(typeof(SignInEndpoints).FullName!);
        if (!limit.Take(address))
        {
            context.Response.Headers.RetryAfter = "60";
            return Show(context, antiforgery, ring, "Too many attempts; wait a minute.", StatusCodes.Status429TooManyRequests);
        }

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Show(context, antiforgery, ring, "This page was too old; try again.", StatusCodes.Status400BadRequest);
        }

        var token = (await context.Request.ReadFormAsync(cancellationToken))["token"].ToString().Trim();
        if (!verifier.Verify(token).Contains(TokenAudience.Admin))
        {
            Log.Refused(logger, address);
            await Task.Delay(SignInLimit.Delay, time, cancellationToken);
            return Show(context, antiforgery, ring, "That is not the admin token.", StatusCodes.Status401Unauthorized);
        }

        await SessionCookie.SignInAsync(context, token);
        Log.SignedIn(logger, address);
        return new SeeOther("/");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(SessionCookie.Scheme);
        return new SeeOther("/");
    }

    private static partial class Log
    {
        [LoggerMessage(1420, LogLevel.Information, "An administrator signed in to the dashboard from {Address}")]
        public static partial void SignedIn(ILogger logger, System.Net.IPAddress? address);

        [LoggerMessage(1421, LogLevel.Warning, "A sign-in to the dashboard from {Address} was refused: not an admin token")]
        public static partial void Refused(ILogger logger, System.Net.IPAddress? address);
    }
}
