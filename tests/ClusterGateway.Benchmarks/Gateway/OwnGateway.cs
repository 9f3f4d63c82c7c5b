using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Net;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>The gateway as <c>run.sh</c> starts it: cookie and IP hash, an agent beside each origin, probes, the key ring, metrics.</summary>
internal sealed class OwnGateway(TestCluster cluster, int http2Port) : IProxy
{
    public string Name => "clustergateway";

    public Uri Url => cluster.Url;

    public Uri? Http2 { get; } = new($"http://127.0.0.1:{http2Port}");

    public int ProcessId => cluster.Pid("gateway1");

    public static async Task<IProxy> StartAsync(IReadOnlyList<Uri> origins)
    {
        var http2 = FreePort.Next();
        var cluster = await TestCluster.StartAsync(new() { Applications = origins, GatewayConfiguration = port => Listen(port, http2) });
        return new OwnGateway(cluster, http2);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    /// <summary>Endpoints take the place of <c>Urls</c>: both are named.</summary>
    private static string Listen(int port, int http2) => $$"""
        {
          "Kestrel": { "Endpoints": {
            "users": { "Url": "http://127.0.0.1:{{port}}" },
            "http2": { "Url": "http://127.0.0.1:{{http2}}", "Protocols": "Http2" }
          } }
        }
        """;
}
