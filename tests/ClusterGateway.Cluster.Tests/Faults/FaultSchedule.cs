using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Cluster.Tests.Faults;

/// <summary>One fault after the other for as long as the work goes on: an agent is killed, or stands still; the store is killed.</summary>
/// <param name="seed">The same seed chooses the same faults.</param>
/// <param name="restartStore">Kills the store's server and starts it again; null where there is none, or it promises nothing.</param>
internal sealed class FaultSchedule(TestCluster cluster, int seed, Func<Task>? restartStore)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(2);

    private readonly List<string> _injected = [];

    private volatile int _count;

    /// <summary>How many faults there were.</summary>
    public int Count => _count;

    public override string ToString() => string.Join(", ", _injected.CountBy(fault => fault).Select(fault => $"{fault.Value} × {fault.Key}"));

    public async Task RunAsync(Task work)
    {
        var random = new Random(seed);
        while (!await EndsWithinAsync(work, Calm))
        {
            var agent = cluster.File.Nodes[random.Next(cluster.File.Nodes.Count)].Id;
            await (random.Next(restartStore is null ? 2 : 3) switch
            {
                0 => InjectAsync("kill", () => KillAsync(agent)),
                1 => InjectAsync("standstill", () => StandStillAsync(agent, work)),
                _ => InjectAsync("store", restartStore!),
            });
        }

        await work;
    }

    private async Task InjectAsync(string kind, Func<Task> fault)
    {
        await fault();
        _injected.Add(kind);
        _count = _injected.Count;
    }

    private async Task KillAsync(string agent)
    {
        await cluster.KillAgentAsync(agent);
        await cluster.StartAgentAsync(agent);
    }

    private async Task StandStillAsync(string agent, Task work)
    {
        await cluster.KillAgentAsync(agent, Signal.Stop);
        await EndsWithinAsync(work, Standstill);
        await cluster.KillAgentAsync(agent, Signal.Continue);
    }

    private static async Task<bool> EndsWithinAsync(Task work, TimeSpan bound) =>
        await Task.WhenAny(work, Task.Delay(bound, TimeProvider.System)) == work;
}
