using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Encryption;
using ClusterGateway.NodeAgent.Screening.Blocks;
using ClusterGateway.NodeAgent.Screening.Configuration;
using ClusterGateway.NodeAgent.Screening.Counting;

namespace ClusterGateway.NodeAgent.Screening;

internal static class ScreeningServiceCollectionExtensions
{
    private const string KeyUse = "screening";

    public static IServiceCollection AddScreening(this IServiceCollection services, ScreeningOptions options) => services
        .AddSingleton(options)
        .AddSingleton<AllowedNetworks>()
        .AddSingleton<ScreeningMetrics>()
        .AddSingleton<IScreeningKey>(provider => provider.GetRequiredService<EncryptionKeys>().Derive(KeyUse) is { } derived
            ? new DerivedScreeningKey(derived)
            : ActivatorUtilities.CreateInstance<StoredScreeningKey>(provider))
        .AddSingleton(provider => new LocalFailures(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<LocalScreening>()
        .AddSingleton<BlockFeed>()
        .AddHostedService(provider => provider.GetRequiredService<BlockFeed>())
        .AddSingleton<BlockCommands>()
        .AddSingleton<BlockListing>()
        .AddSingleton<FailureCounter>()
        .AddSingleton<LogInScreening>();
}
