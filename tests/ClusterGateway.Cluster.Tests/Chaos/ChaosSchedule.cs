using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Servers;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>One fault after another, chosen at random; the next may come before all have recovered from the last.</summary>
/// <param name="random">The same seed chooses the same faults.</param>
internal sealed class ChaosSchedule(ChaosCluster cluster, Random random, TestClock clock, ITestOutputHelper output)
{
    private static readonly TimeSpan LongestFault = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan LongestCalm = TimeSpan.FromSeconds(8);

    public async Task RunAsync(TimeSpan length)
    {
        while (clock.Now < length)
        {
            var node = cluster.Nodes[random.Next(cluster.Nodes.Count)];
            // The primary is worth more than its share.
            node = random.Next(2) == 0 && cluster.Primary is { } primary ? cluster.Node(primary.Node) : node;
            var (what, fault) = Choose(node, LongestFault * random.NextDouble());
            output.WriteLine($"{clock.Now.TotalSeconds:0.0} s: {what}");
            await fault();
            await PauseAsync(LongestCalm * random.NextDouble());
        }
    }

    private (string What, Func<Task> Fault) Choose(ChaosNode node, TimeSpan length) => random.Next(cluster.Store.Forgets ? 14 : 11) switch
    {
        0 => ($"kill the agent of {node.Id}", () => RestartAsync(node, Signal.Kill)),
        1 => ($"stop the agent of {node.Id}", () => RestartAsync(node, Signal.Terminate)),
        2 or 3 => ($"{node.Id} stands still for {length.TotalSeconds:0.0} s", () => StandStillAsync(node, length)),
        4 or 5 or 6 or 7 or 9 when cluster.Server is null => ($"the store's file is locked for {length.TotalSeconds:0.0} s", () => LockStoreAsync(length)),
        4 when cluster.Server is PostgresServer => ("kill the store and start it again", () => RestartStoreAsync(StopMode.Kill, length)),
        4 => ("stop the store and start it again", () => RestartStoreAsync(StopMode.Fast, length)),
        5 => ($"the store stands still for {length.TotalSeconds:0.0} s", () => PauseStoreAsync(length)),
        6 => ($"{node.Id} cannot connect to the store for {length.TotalSeconds:0.0} s", () => BreakAsync(node, node.ToStore.Refuse, length)),
        7 => ($"{node.Id} gets no answer of the store for {length.TotalSeconds:0.0} s", () => BreakAsync(node, node.ToStore.BlackHole, length)),
        8 => ($"nobody gets an answer of the agent of {node.Id} for {length.TotalSeconds:0.0} s", () => BreakAsync(node, node.Access.BlackHole, length)),
        9 => ($"the store is slow for {node.Id} for {length.TotalSeconds:0.0} s", () => BreakAsync(node, () => node.ToStore.Delay(Slow), length)),
        > 10 => ($"the store forgets its last {length.TotalSeconds / 5:0.0} s", () => ForgetAsync((RedisServer)cluster.Server!, length / 5)),
        _ => ("kill the gateway", cluster.Gateway.RestartAsync),
    };

    private TimeSpan Slow => TimeSpan.FromMilliseconds(random.Next(50, 1500));

    private async Task RestartAsync(ChaosNode node, Signal signal)
    {
        await cluster.KillAgentAsync(node, signal);
        await cluster.StartAgentAsync(node);
    }

    private static async Task StandStillAsync(ChaosNode node, TimeSpan length)
    {
        await node.SignalAsync(Signal.Stop);
        await PauseAsync(length);
        await node.SignalAsync(Signal.Continue);
    }

    private async Task RestartStoreAsync(StopMode mode, TimeSpan length)
    {
        await cluster.Server!.StopAsync(mode);
        await PauseAsync(length);
        await cluster.Server.StartAsync();
    }

    private async Task PauseStoreAsync(TimeSpan length)
    {
        cluster.Server!.Pause();
        await PauseAsync(length);
        cluster.Server.Resume();
    }

    private static async Task ForgetAsync(RedisServer server, TimeSpan length)
    {
        var past = server.Copy();
        await PauseAsync(length);
        await server.ForgetSinceAsync(past);
    }

    private async Task LockStoreAsync(TimeSpan length)
    {
        using var held = cluster.Store.LockFile();
        await PauseAsync(length);
    }

    private static async Task BreakAsync(ChaosNode node, Action fault, TimeSpan length)
    {
        fault();
        await PauseAsync(length);
        node.Heal();
    }

    private static Task PauseAsync(TimeSpan length) => Task.Delay(length, TimeProvider.System);
}
