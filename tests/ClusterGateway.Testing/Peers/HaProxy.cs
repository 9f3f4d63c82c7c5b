using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Testing.Peers;

/// <summary>HAProxy, one process with as many threads as its configuration says.</summary>
public sealed class HaProxy : Peer
{
    private HaProxy(string home, int port, ChildProcess process)
        : base(home, port, process)
    {
    }

    /// <param name="configuration">The whole file, given the port to bind.</param>
    public static Task<HaProxy> StartAsync(Func<int, string> configuration) =>
        StartAsync(
        "haproxy", port => configuration(port) + "\n", file => ["-db", "-f", file], (home, port, process) => new HaProxy(home, port, process));
}
