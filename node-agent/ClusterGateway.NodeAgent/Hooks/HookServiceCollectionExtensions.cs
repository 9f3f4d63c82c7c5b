namespace ClusterGateway.NodeAgent.Hooks;

internal static class HookServiceCollectionExtensions
{
    /// <summary>After the events: what is added later stops first, and the last outcome is still written.</summary>
    public static IServiceCollection AddHooks(this IServiceCollection services, HookOptions options) => services
        .AddSingleton(options)
        .AddSingleton<HookMetrics>()
        .AddSingleton<HookRunner>()
        .AddSingleton<HookLine>()
        .AddHostedService<HookWorker>();
}
