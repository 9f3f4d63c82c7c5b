using System.Security.Claims;
using System.Text.Encodings.Web;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Hosting.Tokens;

/// <summary>Bearer tokens (RFC 6750) as an authentication scheme: one claim for each audience. Refusals are problem details.</summary>
public sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier verifier)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    public const string AudienceClaim = "aud";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var audiences = verifier.Verify(header["Bearer ".Length..].Trim());
        if (audiences.Count == 0)
        {
            return Task.FromResult(AuthenticateResult.Fail("unknown token"));
        }

        var identity = new ClaimsIdentity(audiences.Select(a => new Claim(AudienceClaim, a.ToString())), SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(ProblemTypes.Unauthorized, "send a valid token as 'Authorization: Bearer …'").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Of(ProblemTypes.Forbidden, "this token is for another audience").ExecuteAsync(Context);
}
