using ClusterGateway.Client;
using FilePortal.Configuration;
using Microsoft.Extensions.Options;

namespace FilePortal.Agent;

/// <summary>The client of this node's agent: one for the process, over connections that are kept.</summary>
internal static class AgentServices
{
    public static void AddAgent(this IServiceCollection services)
    {
        services.AddSingleton(_ => new HttpClient(
            new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
        { Timeout = Timeout.InfiniteTimeSpan });
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<PortalOptions>>();
            return new ClusterClient(provider.GetRequiredService<HttpClient>(), new ClusterClientOptions
            {
                Agent = options.CurrentValue.Agent!,
                Token = () => options.CurrentValue.ReadAgentToken() ?? "",
            });
        });
    }
}
