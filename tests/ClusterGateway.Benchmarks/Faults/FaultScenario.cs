using ClusterGateway.Benchmarks.Application;
using ClusterGateway.Testing.Traffic;

namespace ClusterGateway.Benchmarks.Faults;

/// <summary>The same clients at the same rate, and the same faults at the same moments, in front of each proxy in turn.</summary>
internal sealed class FaultScenario(FaultOptions options)
{
    private const int Nodes = 3;

    /// <param name="measured">Called with each result as soon as it is known.</param>
    public async Task RunAsync(Action<FaultResult> measured)
    {
        foreach (var front in options.Fronts)
        {
            if (options.Kills > 0)
            {
                measured(await MeasureAsync(front, "killed", KillAsync));
            }

            if (options.Hang > TimeSpan.Zero)
            {
                measured(await MeasureAsync(front, "hung", HangAsync));
            }
        }
    }

    private async Task<FaultResult> MeasureAsync(string name, string fault, Func<IReadOnlyList<ApplicationNode>, TrafficRun, List<Outage>, Task> inject)
    {
        var orders = Path.GetTempFileName();
        var nodes = Enumerable.Range(1, Nodes).Select(i => new ApplicationNode($"node{i}", orders)).ToList();
        try
        {
            await Task.WhenAll(nodes.Select(node => node.StartAsync()));
            await using var front = await Fronts.All[name](nodes);
            await using var run = Start(front.Url);
            await DelayAsync(options.Calm);
            var outages = new List<Outage>();
            await inject(nodes, run, outages);
            var outcomes = await run.StopAsync();
            var twice = File.ReadLines(orders).CountBy(order => order).Count(order => order.Value > 1);
            return new FaultResult(name, fault, outcomes, outages, twice);
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }

            File.Delete(orders);
        }
    }

    /// <summary>Two thirds keep cookies.</summary>
    private TrafficRun Start(Uri url) => TrafficRun.Start(
        [.. Enumerable.Range(0, options.Clients).Select(i => new TrafficClient(url, i, cookies: i % 3 != 0))],
        options.Rate,
        new OrderedTraffic(options.Clients).Next);

    private async Task KillAsync(IReadOnlyList<ApplicationNode> nodes, TrafficRun run, List<Outage> outages)
    {
        for (var i = 0; i < options.Kills; i++)
        {
            var node = nodes[i % nodes.Count];
            var began = run.Elapsed;
            await node.KillAsync();
            await DelayAsync(options.Down - (run.Elapsed - began));
            await node.StartAsync();
            outages.Add(new Outage(node.Id, began, run.Elapsed));
            await DelayAsync(options.Period - (run.Elapsed - began));
        }
    }

    private async Task HangAsync(IReadOnlyList<ApplicationNode> nodes, TrafficRun run, List<Outage> outages)
    {
        var began = run.Elapsed;
        nodes[0].Hang();
        await DelayAsync(options.Hang);
        nodes[0].GoOn();
        outages.Add(new Outage(nodes[0].Id, began, run.Elapsed));
        await DelayAsync(options.Period);
    }

    private static Task DelayAsync(TimeSpan time) => Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, TimeProvider.System);
}
