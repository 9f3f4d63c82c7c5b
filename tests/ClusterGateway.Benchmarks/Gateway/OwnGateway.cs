using ClusterGateway.Benchmarks.Load;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>
/// The gateway as it ships: cookie and IP hash, an agent beside each origin, probes, the key ring, metrics; and nothing of what <c>run.sh</c>
/// turns on besides (<c>TrustedProxies</c>, <c>ExposeNode</c>). The cluster's own gateway stays idle beside it.
/// </summary>
internal sealed class OwnGateway : IProxy
{
    private static readonly string[] NotAsShipped = ["TrustedProxies", "ExposeNode"];

    private readonly TestCluster _cluster;
    private readonly ChildProcess _process;

    private OwnGateway(string name, TestCluster cluster, ChildProcess process, Uri url, Uri http2)
    {
        (_cluster, _process) = (cluster, process);
        (Name, Url, Http2) = (name, url, http2);
    }

    public string Name { get; }

    public Uri Url { get; }

    public Uri? Http2 { get; }

    public int ProcessId => _process.Id;

    public static Task<IProxy> StartAsync(IReadOnlyList<Uri> origins) => StartAsync("clustergateway", origins, []);

    /// <param name="further">Environment variables besides.</param>
    public static async Task<IProxy> StartAsync(string name, IReadOnlyList<Uri> origins, IReadOnlyList<KeyValuePair<string, string>> further)
    {
        var cluster = await TestCluster.StartAsync(new() { Applications = origins });
        var start = cluster.File.Gateways[0].Start;
        var (url, http2) = (Local(), Local());
        var environment = start.Env.Where(variable => !NotAsShipped.Any(name => variable.Key.Contains(name, StringComparison.Ordinal))).ToDictionary();
        environment.Remove("Urls");
        environment["Kestrel__Endpoints__users__Url"] = url.ToString();
        environment["Kestrel__Endpoints__http2__Url"] = http2.ToString();
        environment["Kestrel__Endpoints__http2__Protocols"] = "Http2";
        environment["ClusterGateway__Id"] = "benchmark";
        environment["ClusterGateway__PublicUrl"] = url.ToString();
        environment["ClusterGateway__Management__Url"] = Local().ToString();
        environment["ClusterGateway__DataDirectory"] = Path.Combine(start.Cwd, "benchmark");
        foreach (var (variable, value) in further)
        {
            environment[variable] = value;
        }

        var process = ChildProcess.Start("setsid", start.Argv, directory: start.Cwd, environment: environment);
        await Origins.AnswersAsync(url);
        return new OwnGateway(name, cluster, process, url, http2);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private static Uri Local() => new($"http://127.0.0.1:{FreePort.Next()}");
}
