using ClusterGateway.Testing.Http;

namespace ClusterGateway.NodeAgent.Tests.Balancers;

/// <summary>What HAProxy says of a server on its statistics socket.</summary>
/// <param name="State">As on its page: <c>UP</c>, <c>DOWN</c>, <c>DOWN (agent)</c>, <c>DRAIN</c>, <c>MAINT</c>, …</param>
internal sealed record HaProxyStatus(string State, int Weight)
{
    public static async Task<HaProxyStatus> OfAsync(Uri socket, string backend, string server)
    {
        var table = (await RawClient.SendAsync(socket, "show stat\n")).TrimStart('#', ' ').Split('\n').Select(line => line.Split(',')).ToList();
        var row = table.Single(r => r[0] == backend && r[1] == server);
        return new HaProxyStatus(row[table[0].IndexOf("status")], int.Parse(row[table[0].IndexOf("weight")], null));
    }
}
