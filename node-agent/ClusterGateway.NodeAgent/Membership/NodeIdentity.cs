using System.Reflection;
using ClusterGateway.NodeAgent.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Which node this process is, and which process.</summary>
internal sealed class NodeIdentity(AgentOptions options, IServer server)
{
    public string Cluster => options.Name;

    public string Id => options.Node.Id;

    /// <summary>New at every start.</summary>
    public string Instance { get; } = Guid.NewGuid().ToString("N");

    public NodeOptions Node => options.Node;

    public static string Version { get; } =
        typeof(NodeIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Where others reach this agent; null until it listens, unless it is configured.</summary>
    public string? Agent => (options.Node.Advertise?.ToString() ?? Listening())?.TrimEnd('/');

    private string? Listening()
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (first is null)
        {
            return null;
        }

        var address = BindingAddress.Parse(first);
        var host = address.Host is "0.0.0.0" or "[::]" or "*" or "+" ? Environment.MachineName.ToLowerInvariant() : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }
}
