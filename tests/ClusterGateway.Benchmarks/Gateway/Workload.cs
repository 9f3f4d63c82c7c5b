using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>One kind of traffic, the same for every proxy.</summary>
/// <param name="RunAsync">From the proxy, its clients' cookies (a file), how long, and requests a second where it is at a rate.</param>
/// <param name="HalfOf">At half of whose saturation; null for as fast as it goes.</param>
internal sealed record Workload(string Name, Func<IProxy, string, TimeSpan, double, Task<LoadResult>> RunAsync, Saturation? HalfOf = null)
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        Closed("small-64", 64, "GET", "/"),
        Closed("small-256", 256, "GET", "/"),
        Closed("small-1000", 1000, "GET", "/"),
        Closed("64k", 64, "GET", "/64k"),
        Closed("upload-1m", 16, "POST", "/upload", bytes: 1024 * 1024),
        Closed("new-connections", 64, "GET", "/", connection: "close"),
        new("half-of-gateway", AtRateAsync, Saturation.OfTheGateway),
        new("half-of-own", AtRateAsync, Saturation.OfTheProxy),
        new("http2", (proxy, cookies, duration, _) => H2Load.ClosedAsync(proxy.Http2!, cookies, clients: 64, streams: 4, duration)),
        new("websocket", (proxy, _, duration, _) => WebSocketLoad.RunAsync(proxy.Url, clients: 64, duration)),
    ];

    private static Task<LoadResult> AtRateAsync(IProxy proxy, string cookies, TimeSpan duration, double rate) =>
        H2Load.AtRateAsync(proxy.Url, cookies, clients: 64, rate, duration);

    private static Workload Closed(string name, int clients, string method, string path, int bytes = 0, string connection = "keep-alive") => new(
        name,
        (proxy, cookies, duration, _) => Wrk.RunAsync(
            "Gateway/clients.lua", new Uri(proxy.Url, path), clients, duration, method, path, $"{bytes}", cookies, connection));
}
