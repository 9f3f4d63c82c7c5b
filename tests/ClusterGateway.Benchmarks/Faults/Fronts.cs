using ClusterGateway.Benchmarks.Application;
using ClusterGateway.Benchmarks.Load;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Peers;

namespace ClusterGateway.Benchmarks.Faults;

/// <summary>The proxies that are compared, each as an administrator would configure it for sessions in one node's memory.</summary>
internal static class Fronts
{
    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<ApplicationNode>, Task<IFront>>> All =
        new Dictionary<string, Func<IReadOnlyList<ApplicationNode>, Task<IFront>>>
        {
            ["clustergateway"] = async nodes => new ClusterFront(await TestCluster.StartAsync(new TestClusterOptions { Applications = [.. nodes.Select(n => n.Url)] })),
            ["nginx"] = async nodes => new PeerFront(await Nginx.StartAsync(port => NginxHttp(port, nodes), connections: Math.Min(OpenFiles.Limit - 100, 40_000))),
            ["haproxy"] = async nodes => new PeerFront(await HaProxy.StartAsync(port => HaProxyFile(port, nodes, consistent: false))),
            ["haproxy-tuned"] = async nodes => new PeerFront(await HaProxy.StartAsync(port => HaProxyFile(port, nodes, consistent: true))),
        };

    public static string NginxHttp(int port, IEnumerable<ApplicationNode> nodes) => $$"""
        map $http_upgrade $connection_upgrade {
            default upgrade;
            '' '';
        }
        upstream nodes {
            ip_hash;
            {{string.Join("\n    ", nodes.Select(n => $"server 127.0.0.1:{n.Port};"))}}
            keepalive 64;
        }
        server {
            listen 127.0.0.1:{{port}};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_next_upstream error timeout http_502 http_503 http_504;
            proxy_connect_timeout 3s;
            location / { proxy_pass http://nodes; }
            location /echo { proxy_pass http://nodes; proxy_read_timeout 1h; }
        }
        """;

    /// <param name="consistent">With what its manual offers beyond the usual: a hash that moves few clients, and repeats of what is safe.</param>
    public static string HaProxyFile(int port, IEnumerable<ApplicationNode> nodes, bool consistent) => $$"""
        global
            nbthread 2
        defaults
            mode http
            timeout connect 3s
            timeout client 60s
            timeout server 60s
            timeout http-keep-alive 60s
            timeout tunnel 1h
        frontend clients
            bind 127.0.0.1:{{port}}
            default_backend nodes
        backend nodes
            balance source
            {{(consistent ? "hash-type consistent" : "hash-type map-based")}}
            {{(consistent ? "retry-on conn-failure empty-response response-timeout" : "retry-on conn-failure")}}
            {{(consistent ? "http-request disable-l7-retry unless METH_GET" : "")}}
            {{(consistent ? "timeout server 5s" : "")}}
            cookie SERVERID insert indirect nocache
            option redispatch
            option forwardfor
            option httpchk GET /
            default-server check inter 1s
            {{string.Join("\n    ", nodes.Select(n => $"server {n.Id} 127.0.0.1:{n.Port} cookie {n.Id}"))}}
        """;

    private sealed class PeerFront(Peer peer) : IFront
    {
        public Uri Url => peer.Url;

        public IReadOnlyList<int> Processes => peer.Processes;

        public ValueTask DisposeAsync() => peer.DisposeAsync();
    }

    private sealed class ClusterFront(TestCluster cluster) : IFront
    {
        public Uri Url => cluster.Url;

        public IReadOnlyList<int> Processes => [cluster.Pid("gateway1")];

        public ValueTask DisposeAsync() => cluster.DisposeAsync();
    }
}
