using ClusterGateway.Gateway.Affinity.KeyRing;
using ClusterGateway.Hosting.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClusterGateway.Gateway.Dashboard.SignIn;

internal static class SignInExtensions
{
    private const string EitherScheme = "Admin";

    /// <summary>Sign-in beside the bearer tokens, which must be added before. A request that brings a token is judged by that alone.</summary>
    public static void AddSignIn(this IServiceCollection services, IServiceProvider gateway, DashboardOptions options)
    {
        services.AddSingleton<SignInLimit>();
        services.AddSharedKeys(gateway);
        services.AddAuthentication(authentication => authentication.DefaultScheme = EitherScheme)
            .AddCookie(SessionCookie.Scheme, cookie => SessionCookie.Configure(cookie, options))
            .AddPolicyScheme(EitherScheme, null, either => either.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 || !context.Request.Cookies.ContainsKey(SessionCookie.Name)
                    ? TokenAuthentication.SchemeName
                    : SessionCookie.Scheme);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "clustergateway-antiforgery";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }

    /// <summary>The gateways' key ring, so that a sign-in is good on each of them; without one, keys of this process.</summary>
    private static void AddSharedKeys(this IServiceCollection services, IServiceProvider gateway)
    {
        var ring = gateway.GetServices<IKeyRingState>().ToList();
        ring.ForEach(state => services.AddSingleton(state));
        services.AddDataProtection();
        services.Replace(ServiceDescriptor.Singleton(
            ring.Count > 0 ? gateway.GetRequiredService<IDataProtectionProvider>() : new EphemeralDataProtectionProvider()));

        // Its only hosted service makes keys of its own at start, on disk.
        services.RemoveAll(typeof(IHostedService), service => service.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly);
    }

    private static void RemoveAll(this IServiceCollection services, Type type, Func<ServiceDescriptor, bool> which)
    {
        foreach (var service in services.Where(service => service.ServiceType == type && which(service)).ToList())
        {
            services.Remove(service);
        }
    }
}
