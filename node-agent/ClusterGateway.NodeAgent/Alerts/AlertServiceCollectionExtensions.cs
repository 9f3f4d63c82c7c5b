using ClusterGateway.NodeAgent.Alerts.Configuration;
using ClusterGateway.NodeAgent.Alerts.Delivery;
using ClusterGateway.NodeAgent.Alerts.Evaluation;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts;

internal static class AlertServiceCollectionExtensions
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, AlertOptions options, AlertSettings settings) => services
        .AddSingleton(options)
        .AddSingleton(settings)
        .AddSingleton(provider => AlertRules.Of(options, provider.GetRequiredService<LeaseTiming>(), provider.GetRequiredService<MembershipOptions>()))
        .AddSingleton<AlertObserver>()
        .AddSingleton<AlertPeers>()
        .AddSingleton<AlertLedger>()
        .AddSingleton<AlertChannels>()
        .AddSingleton<AlertMessages>()
        .AddSingleton<AlertMetrics>()
        .AddSingleton<AlertRetry>()
        .AddSingleton<AlertDeliveries>()
        .AddSingleton<AlertTest>()
        .AddHostedService<AlertWorker>();
}
