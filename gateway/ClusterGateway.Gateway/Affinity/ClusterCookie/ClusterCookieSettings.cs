using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>How the cookie of one route is called, how it is written, and how long it binds; computed from the configuration once.</summary>
internal sealed record ClusterCookieSettings(string Name, AffinityLifetime Lifetime, CookieOptions OverHttp, CookieOptions OverHttps)
{
    /// <summary>Where <c>AffinityKeyName</c> names the application's cookies.</summary>
    public const string DefaultName = "cluster-affinity";

    public static ClusterCookieSettings Of(RouteAffinity route, AffinityOptions options) => new(
        NameOf(route),
        AffinityLifetime.Of(route, options),
        CookieOptionsOf(route.Config!.Cookie, isHttps: false),
        CookieOptionsOf(route.Config.Cookie, isHttps: true));

    public static string NameOf(RouteAffinity route) =>
        BindingSourceNames.Canonical(route.Config!.Policy) == BindingSourceNames.AppCookie ? DefaultName : route.Config.AffinityKeyName;

    private static CookieOptions CookieOptionsOf(SessionAffinityCookieConfig? config, bool isHttps) => new()
    {
        Path = config?.Path ?? "/",
        Domain = config?.Domain,
        HttpOnly = config?.HttpOnly ?? true,
        SameSite = config?.SameSite ?? SameSiteMode.Lax,
        Secure = (config?.SecurePolicy ?? CookieSecurePolicy.SameAsRequest) switch
        {
            CookieSecurePolicy.Always => true,
            CookieSecurePolicy.None => false,
            _ => isHttps,
        },
        MaxAge = config?.MaxAge ?? config?.Expiration,
    };
}
