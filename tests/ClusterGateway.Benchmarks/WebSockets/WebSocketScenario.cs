using System.Collections.Concurrent;
using System.Net;
using ClusterGateway.Benchmarks.Application;
using ClusterGateway.Benchmarks.Faults;
using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.WebSockets;

/// <summary>Opens many WebSockets through each proxy in turn, lets them be idle, and looks at the proxy's memory before and after.</summary>
internal sealed class WebSocketScenario(IReadOnlyList<string> fronts, int connections, TimeSpan idle)
{
    private const int WarmUp = 200;
    private const int AtOnce = 32;
    private const int ConnectionsOfAnAddress = 10;

    /// <param name="measured">Called with each result as soon as it is known.</param>
    public async Task RunAsync(Action<WebSocketResult> measured)
    {
        foreach (var name in fronts)
        {
            var nodes = Enumerable.Range(1, 3).Select(i => new ApplicationNode($"node{i}", orders: null)).ToList();
            try
            {
                await Task.WhenAll(nodes.Select(node => node.StartAsync()));
                await using var front = await Fronts.All[name](nodes);
                measured(await MeasureAsync(name, front));
            }
            finally
            {
                foreach (var node in nodes)
                {
                    await node.DisposeAsync();
                }
            }
        }
    }

    private async Task<WebSocketResult> MeasureAsync(string name, IFront front)
    {
        Close(await OpenAsync(front.Url, WarmUp));
        await Task.Delay(idle, TimeProvider.System);
        var without = ResidentMemory.MegabytesOf(front.Processes);

        var open = await OpenAsync(front.Url, connections);
        try
        {
            await Task.Delay(idle, TimeProvider.System);
            var with = ResidentMemory.MegabytesOf(front.Processes);
            var alive = await CountAliveAsync(open);
            return new WebSocketResult(name, connections, without, with, ResidentMemory.MegabytesOf(front.Processes), connections - alive);
        }
        finally
        {
            Close(open);
        }
    }

    private static async Task<IReadOnlyCollection<IdleWebSocket>> OpenAsync(Uri url, int count)
    {
        var open = new ConcurrentBag<IdleWebSocket>();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, cancellationToken) =>
        {
            var address = i / ConnectionsOfAnAddress;
            open.Add(await IdleWebSocket.OpenAsync(url, new IPAddress([127, (byte)(1 + (address / 256)), (byte)(address % 256), 1]), cancellationToken));
        });
        return open;
    }

    private static async Task<int> CountAliveAsync(IEnumerable<IdleWebSocket> open)
    {
        var alive = 0;
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (socket, cancellationToken) =>
        {
            if (await socket.LivesAsync(cancellationToken))
            {
                Interlocked.Increment(ref alive);
            }
        });
        return alive;
    }

    private static void Close(IEnumerable<IdleWebSocket> open)
    {
        foreach (var socket in open)
        {
            socket.Dispose();
        }
    }
}
