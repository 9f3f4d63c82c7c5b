namespace ClusterGateway.Gateway.Management;

/// <summary>In whose name an agent is asked: a value, for the request that it comes from may be over before the agent answers.</summary>
/// <param name="Authorization">The header as it came.</param>
/// <param name="Address">Of the connection.</param>
internal sealed record AgentCaller(string Authorization, string? Address)
{
    public static AgentCaller Of(HttpContext context) =>
        new(context.Request.Headers.Authorization.ToString(), context.Connection.RemoteIpAddress?.ToString());
}
