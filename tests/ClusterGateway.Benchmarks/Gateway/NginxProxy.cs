using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Peers;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>nginx with <c>ip_hash</c> and kept-alive connections to the nodes, streaming bodies as the others do.</summary>
internal sealed class NginxProxy(Nginx server, int http2Port) : IProxy
{
    public string Name => "nginx";

    public Uri Url => server.Url;

    public Uri? Http2 { get; } = new($"http://127.0.0.1:{http2Port}");

    public int ProcessId => server.Id;

    public static async Task<IProxy> StartAsync(IReadOnlyList<Uri> origins)
    {
        var http2 = FreePort.Next();
        return new NginxProxy(await Nginx.StartAsync(port => Configuration(port, http2, origins)), http2);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Configuration(int port, int http2, IReadOnlyList<Uri> origins) => $$"""
        keepalive_requests 1000000000;
        keepalive_timeout 3600s;
        client_max_body_size 0;
        upstream nodes {
          ip_hash;
          {{string.Join(' ', origins.Select(origin => $"server {origin.Authority};"))}}
          keepalive 1024;
          keepalive_requests 1000000000;
        }
        map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
        server {
          listen 127.0.0.1:{{port}} backlog=4096;
          listen 127.0.0.1:{{http2}} http2;
          location / {
            proxy_pass http://nodes;
            proxy_http_version 1.1;
            proxy_request_buffering off;
            proxy_buffering off;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_read_timeout 3600s;
          }
        }
        """;
}
