using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClusterGateway.Hosting.Tokens;

public static class TokenExtensions
{
    /// <summary>Adds bearer authentication against the verifier's tokens, and authorization.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, TokenVerifier verifier)
    {
        services.AddSingleton(verifier);
        // Not AddAuthentication: it brings Data Protection along, whose keys nobody here uses, and which writes them into the user's home.
        services.AddAuthenticationCore(options => options.DefaultScheme = TokenAuthentication.SchemeName).AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, configureOptions: null);
        services.TryAddSingleton(TimeProvider.System);
        services.AddAuthorization();
        return services;
    }

    /// <summary>Lets only these audiences in; several are alternatives. On a group and again on a route, both must hold.</summary>
    public static TBuilder RequireAudience<TBuilder>(this TBuilder builder, params TokenAudience[] audiences)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy
            .RequireClaim(TokenAuthentication.AudienceClaim, audiences.Select(a => a.ToString())));
}
