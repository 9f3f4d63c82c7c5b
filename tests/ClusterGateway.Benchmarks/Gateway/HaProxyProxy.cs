using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Peers;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>HAProxy with <c>balance source</c>, an inserted cookie, and a check of each node every second.</summary>
internal sealed class HaProxyProxy(HaProxy server, int http2Port) : IProxy
{
    public string Name => "haproxy";

    public Uri Url => server.Url;

    public Uri? Http2 { get; } = new($"http://127.0.0.1:{http2Port}");

    public int ProcessId => server.Id;

    public static async Task<IProxy> StartAsync(IReadOnlyList<Uri> origins)
    {
        var http2 = FreePort.Next();
        return new HaProxyProxy(await HaProxy.StartAsync(port => Configuration(port, http2, origins)), http2);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Configuration(int port, int http2, IReadOnlyList<Uri> origins) => $"""
        global
          nbthread 2
          maxconn 4000
        defaults
          mode http
          option forwardfor
          option http-keep-alive
          http-reuse safe
          timeout connect 3s
          timeout client 3600s
          timeout server 3600s
          timeout tunnel 3600s
        frontend users
          bind 127.0.0.1:{port} backlog 4096
          bind 127.0.0.1:{http2} proto h2
          default_backend nodes
        backend nodes
          balance source
          cookie affinity insert indirect nocache
          option httpchk GET /
        {string.Join('\n', origins.Index().Select(o => $"  server node{o.Index + 1} {o.Item.Authority} check inter 1s cookie node{o.Index + 1}"))}

        """;
}
