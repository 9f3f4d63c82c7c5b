namespace ClusterGateway.NodeAgent.AgentCheck;

internal static class AgentCheckServiceCollectionExtensions
{
    /// <summary>Nothing listens, and nothing runs, unless an address is set.</summary>
    public static IServiceCollection AddAgentCheck(this IServiceCollection services, AgentCheckOptions options) =>
        options is { Serving: null, Primary: null }
            ? services
            : services.AddSingleton(options).AddSingleton<AgentCheckReport>().AddHostedService<AgentCheckServer>();
}
