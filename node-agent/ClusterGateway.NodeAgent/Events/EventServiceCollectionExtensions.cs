namespace ClusterGateway.NodeAgent.Events;

internal static class EventServiceCollectionExtensions
{
    public static IServiceCollection AddEvents(this IServiceCollection services, EventOptions options) => services
        .AddSingleton(options)
        .AddSingleton<EventEntries>()
        .AddSingleton<EventLog>()
        .AddSingleton<IEventLog>(provider => provider.GetRequiredService<EventLog>())
        .AddHostedService(provider => provider.GetRequiredService<EventLog>())
        .AddSingleton<EventFeed>()
        .AddHostedService(provider => provider.GetRequiredService<EventFeed>())
        .AddHostedService<EventTrimmer>();
}
