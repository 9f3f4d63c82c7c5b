using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>One kind of traffic, the same for every proxy.</summary>
/// <param name="RunAsync">From the proxy, its clients' cookies (a file), and how long.</param>
internal sealed record Workload(string Name, Func<IProxy, string, TimeSpan, Task<LoadResult>> RunAsync)
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        Closed("small-64", 64, "GET", "/"),
        Closed("small-256", 256, "GET", "/"),
        Closed("small-1000", 1000, "GET", "/"),
        Closed("64k", 64, "GET", "/64k"),
        Closed("upload-1m", 16, "POST", "/upload", bytes: 1024 * 1024),
        Closed("new-connections", 64, "GET", "/", connection: "close"),
        new("http2", (proxy, cookies, duration) => H2Load.ClosedAsync(proxy.Http2!, cookies, clients: 64, streams: 4, duration)),
        new("websocket", (proxy, _, duration) => WebSocketLoad.RunAsync(proxy.Url, clients: 64, duration)),
    ];

    private static Workload Closed(string name, int clients, string method, string path, int bytes = 0, string connection = "keep-alive") => new(
        name,
        (proxy, cookies, duration) => Wrk.RunAsync(
            "Gateway/clients.lua", new Uri(proxy.Url, path), clients, duration, method, path, $"{bytes}", cookies, connection));
}
