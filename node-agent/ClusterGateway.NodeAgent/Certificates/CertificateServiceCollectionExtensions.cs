namespace ClusterGateway.NodeAgent.Certificates;

internal static class CertificateServiceCollectionExtensions
{
    public static IServiceCollection AddCertificates(this IServiceCollection services, CertificateOptions options) => services
        .AddSingleton(options)
        .AddSingleton<CertificateSeal>()
        .AddSingleton<CertificateStore>()
        .AddSingleton<CertificateWriter>()
        .AddSingleton<CertificateStaging>()
        .AddSingleton<CertificateActivation>()
        .AddSingleton<CertificateExpiry>()
        .AddSingleton<ICertificateWarnings>(provider => provider.GetRequiredService<CertificateExpiry>())
        .AddHostedService(provider => provider.GetRequiredService<CertificateExpiry>())
        .AddSingleton<CertificateFeed>()
        .AddHostedService(provider => provider.GetRequiredService<CertificateFeed>());
}
