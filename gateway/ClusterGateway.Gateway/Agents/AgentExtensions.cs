namespace ClusterGateway.Gateway.Agents;

internal static class AgentExtensions
{
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<AgentHttp>()
        .AddSingleton<AgentList>()
        .AddSingleton<IAgentClient, AgentClient>();
}
