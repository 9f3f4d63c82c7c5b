using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Affinity.KeyRing;
using ClusterGateway.Gateway.Certificates;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Https;

internal static class HttpsExtensions
{
    /// <summary>The endpoint is one more of <c>Urls</c>; nothing of it runs while HTTPS is off.</summary>
    public static IServiceCollection AddHttps(this IServiceCollection services, IConfiguration configuration, IWebHostBuilder web)
    {
        var options = BoundedSection.Read<HttpsOptions>(configuration.GetSection(HttpsOptions.Section));
        services.AddSingleton(Options.Create(options));
        services.AddSingleton<CertificateShelf>();
        services.AddSingleton<HeldCertificates>();
        services.AddSingleton<ServedCertificateGauge>();
        if (!options.Enabled)
        {
            return services;
        }

        web.UseSetting(WebHostDefaults.ServerUrlsKey, string.Join(';', new[] { configuration[WebHostDefaults.ServerUrlsKey], options.Url }.Where(url => !string.IsNullOrEmpty(url))));
        services.AddSingleton<TlsHandshakes>();
        services.AddSingleton<IEndpointLayer, HttpsEndpoint>();
        services.AddSingleton(provider => new CertificateCopy(
            provider.GetRequiredService<DataDirectory>(), BoxOf(configuration), provider.GetRequiredService<ILogger<CertificateCopy>>()));
        services.AddHostedService<SharedCertificatesWorker>();
        services.AddHostedService<DirectoryWorker>();
        return services;
    }

    /// <summary>Behind the client's address: by which scheme a client came, a trusted proxy may say.</summary>
    public static IApplicationBuilder UseHttps(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<HttpsOptions>>().Value;
        if (options.Hsts.MaxAge.Value > TimeSpan.Zero)
        {
            app.UseMiddleware<HstsHeader>();
        }

        return options.Redirect ? app.UseMiddleware<HttpsRedirect>() : app;
    }

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration)
    {
        var section = configuration.GetSection(HttpsOptions.Section);
        var mistakes = BoundedSection.Check<HttpsOptions>(section).ToList();
        return mistakes.Count > 0 ? mistakes : HttpsOptionsCheck.Check(section.Get<HttpsOptions>() ?? new HttpsOptions(), configuration);
    }

    private static SealedBox? BoxOf(IConfiguration configuration) => KeyRingConfiguration.Secrets(configuration, []) is { Count: > 0 } secrets
        ? new SealedBox(secrets, "certificates", ClusterName.Of(configuration).Value)
        : null;
}
