using ClusterGateway.Testing.Http;

namespace ClusterGateway.NodeAgent.Tests.Balancers;

/// <summary>What HAProxy says of a server on its statistics socket.</summary>
internal static class HaProxyStatus
{
    /// <returns>As on its page: <c>UP</c>, <c>DOWN</c>, <c>DOWN (agent)</c>, <c>DRAIN (agent)</c>, <c>MAINT</c>, …</returns>
    public static async Task<string> OfAsync(Uri socket, string backend, string server)
    {
        var table = (await RawClient.SendAsync(socket, "show stat\n")).TrimStart('#', ' ').Split('\n').Select(line => line.Split(',')).ToList();
        return table.Single(row => row is [var proxy, var name, ..] && proxy == backend && name == server)[table[0].IndexOf("status")];
    }
}
