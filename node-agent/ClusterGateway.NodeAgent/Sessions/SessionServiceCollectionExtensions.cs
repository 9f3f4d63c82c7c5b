namespace ClusterGateway.NodeAgent.Sessions;

internal static class SessionServiceCollectionExtensions
{
    public static IServiceCollection AddSessions(this IServiceCollection services, SessionSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<SessionCounter>()
        .AddSingleton<ISessionCount>(provider => provider.GetRequiredService<SessionCounter>())
        .AddHostedService(provider => provider.GetRequiredService<SessionCounter>())
        .AddSingleton<SessionStore>()
        .AddSingleton<SessionCleaning>();
}
