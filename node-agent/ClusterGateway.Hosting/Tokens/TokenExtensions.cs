using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.Hosting.Tokens;

public static class TokenExtensions
{
    /// <summary>Adds bearer authentication against the verifier's tokens, and authorization.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, TokenVerifier verifier)
    {
        services.AddSingleton(verifier);
        services.AddAuthentication(TokenAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorization();
        return services;
    }

    /// <summary>Lets only these audiences in; several are alternatives. On a group and again on a route, both must hold.</summary>
    public static TBuilder RequireAudience<TBuilder>(this TBuilder builder, params TokenAudience[] audiences)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy
            .RequireClaim(TokenAuthentication.AudienceClaim, audiences.Select(a => a.ToString())));
}
