using ClusterGateway.Benchmarks.Application;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Peers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>
/// What all proxies stand before: three ports of one nginx, which costs little beside them. <c>/</c> answers 1 KiB, <c>/64k</c> 64 KiB,
/// <c>/upload</c> reads what is posted, <c>/echo</c> sends every message back.
/// </summary>
internal sealed class Origins : IAsyncDisposable
{
    private readonly Nginx _server;
    private readonly ApplicationNode _echo;
    private readonly string _files;

    private Origins(Nginx server, ApplicationNode echo, string files, IReadOnlyList<Uri> all) =>
        (_server, _echo, _files, All) = (server, echo, files, all);

    public IReadOnlyList<Uri> All { get; }

    public static async Task<Origins> StartAsync()
    {
        int[] others = [FreePort.Next(), FreePort.Next()];
        var files = Directory.CreateTempSubdirectory("benchmark-origin-").FullName;
        await File.WriteAllTextAsync(Path.Combine(files, "1k"), new string('x', 1024));
        await File.WriteAllTextAsync(Path.Combine(files, "64k"), new string('x', 64 * 1024));
        var echo = new ApplicationNode("echo", orders: null);
        await echo.StartAsync();
        var server = await Nginx.StartAsync(port => Configuration([port, .. others], echo.Port, files));
        return new Origins(server, echo, files, [server.Url, .. others.Select(port => new Uri($"http://127.0.0.1:{port}"))]);
    }

    /// <summary>Until whoever listens there answers.</summary>
    public static async Task AnswersAsync(Uri url)
    {
        using var client = new HttpClient();
        await Eventually.TrueAsync(() => IsAnsweredAsync(client, url), $"{url} answered", TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _echo.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    private static async Task<bool> IsAnsweredAsync(HttpClient client, Uri url)
    {
        try
        {
            using var response = await client.GetAsync(url);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Configuration(int[] ports, int echo, string files) => $$"""
        keepalive_requests 1000000000;
        keepalive_timeout 3600s;
        client_max_body_size 0;
        open_file_cache max=10;
        server {
          {{string.Join(' ', ports.Select(port => $"listen 127.0.0.1:{port} backlog=4096;"))}}
          root {{files}};
          location = / { try_files /1k =404; }
          location = /64k { }
          location = /echo {
            proxy_pass http://echo;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
            proxy_read_timeout 3600s;
          }
          # The whole body is read before the answer, as an application would.
          location = /upload {
            client_body_buffer_size 2m;
            proxy_pass_request_body off;
            proxy_set_header Content-Length "";
            proxy_pass http://discard;
          }
        }
        upstream echo { server 127.0.0.1:{{echo}}; }
        upstream discard { server unix:{{files}}/discard.sock; keepalive 64; }
        server { listen unix:{{files}}/discard.sock; return 204; }
        """;
}
