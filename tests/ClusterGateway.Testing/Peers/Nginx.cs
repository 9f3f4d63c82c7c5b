using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Testing.Peers;

/// <summary>nginx.</summary>
public sealed class Nginx : Peer
{
    private Nginx(string home, int port, ChildProcess process)
        : base(home, port, process)
    {
    }

    /// <param name="http">What stands in the <c>http</c> block, given the port to listen on; no access log unless it says so.</param>
    /// <param name="workers">How many processes serve.</param>
    /// <param name="connections">At most so many connections of one worker, those to nodes among them.</param>
    public static Task<Nginx> StartAsync(Func<int, string> http, int workers = 2, int connections = 16_384) =>
        StartAsync(
            "nginx", port => Configuration(http(port), workers, connections), file => ["-p", Path.GetDirectoryName(file)!, "-e", "stderr", "-c", file],
            (home, port, process) => new Nginx(home, port, process));

    private static string Configuration(string http, int workers, int connections) => $$"""
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        daemon off;
        pid nginx.pid;
        error_log stderr warn;
        worker_processes {{workers}};
        worker_rlimit_nofile {{connections + 64}};
        events { worker_connections {{connections}}; }
        http {
        access_log off;
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        {{http}}
        }
        """;
}
