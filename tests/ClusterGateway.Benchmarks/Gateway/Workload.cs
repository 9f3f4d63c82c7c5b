using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>One kind of traffic, the same for every proxy.</summary>
/// <param name="RunAsync">From the proxy, its clients' cookies (a file), how long, and requests a second where it is at a rate.</param>
/// <param name="AtRate">At a given rate; otherwise as fast as it goes.</param>
internal sealed record Workload(string Name, Func<IProxy, string, TimeSpan, double, Task<LoadResult>> RunAsync, bool AtRate = false)
{
    /// <summary>Of a run at a rate, so that a hundred thousand requests tell of one in a thousand.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<Workload> All { get; } =
    [
        Closed("small-64", 64, "GET", "/"),
        Closed("small-256", 256, "GET", "/"),
        Closed("small-1000", 1000, "GET", "/"),
        Closed("64k", 64, "GET", "/64k"),
        Closed("upload-1m", 16, "POST", "/upload", bytes: 1024 * 1024),
        Closed("new-connections", 64, "GET", "/", connection: "close"),
        new("half-of-gateway", (proxy, cookies, duration, rate) => OpenLoop.RunAsync(proxy.Url, cookies, clients: 64, rate, duration), AtRate: true),
        new("http2", (proxy, cookies, duration, _) => H2Load.RunAsync(proxy.Http2!, cookies, clients: 64, streams: 4, duration)),
        new("websocket", (proxy, _, duration, _) => WebSocketLoad.RunAsync(proxy.Url, clients: 64, duration)),
    ];

    /// <param name="asked">How long the other runs are.</param>
    public TimeSpan Duration(TimeSpan asked) => AtRate && asked < Shortest ? Shortest : asked;

    private static Workload Closed(string name, int clients, string method, string path, int bytes = 0, string connection = "keep-alive") => new(
        name,
        (proxy, cookies, duration, _) => Wrk.RunAsync(
            "Gateway/clients.lua", new Uri(proxy.Url, path), clients, duration, method, path, $"{bytes}", cookies, connection));
}
