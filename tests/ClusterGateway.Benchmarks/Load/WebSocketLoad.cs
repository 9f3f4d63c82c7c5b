using System.Net.WebSockets;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>WebSockets that send a small message, wait for it to come back, and send the next.</summary>
internal static class WebSocketLoad
{
    private const int MessageLength = 64;

    public static async Task<LoadResult> RunAsync(Uri proxy, int clients, TimeSpan duration)
    {
        var url = new UriBuilder(proxy) { Scheme = "ws", Path = "/echo" }.Uri;
        using var stop = new CancellationTokenSource(duration, TimeProvider.System);
        var start = TimeProvider.System.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => ClientAsync(url, stop.Token))));
        var elapsed = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var ordered = times.SelectMany(t => t).Order().ToArray();
        return new LoadResult(ordered.Length / elapsed, ordered[ordered.Length / 2], ordered[ordered.Length * 99 / 100])
        {
            P999 = ordered[(int)(ordered.Length * 0.999)],
            Requests = ordered.Length,
        };
    }

    private static async Task<List<double>> ClientAsync(Uri url, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(url, CancellationToken.None);
        var times = new List<double>();
        var buffer = new byte[MessageLength];
        while (!stop.IsCancellationRequested)
        {
            var sent = TimeProvider.System.GetTimestamp();
            await socket.SendAsync(buffer.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            times.Add(TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds);
        }

        return times;
    }
}
