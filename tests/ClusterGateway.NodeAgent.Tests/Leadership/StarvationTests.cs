using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

/// <summary>A thread pool that has no thread left must not cost the primary its lease.</summary>
public abstract class StarvationTests(StoreFixture fixture)
{
    private const int Blocked = 1000;

    // Twice the deadline.
    private static readonly TimeSpan Starved = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task ThreadPool_Blocked_ThePrimaryKeepsItsTerm()
    {
        var options = fixture.NewCluster();
        await using var agent = await AgentHost.StartAsync(
            "node1", fixture.Open(options), settings: [("Leadership:Lease", "8s"), ("Leadership:Renew", "1s"), ("Leadership:Deadline", "5s")]);
        await Testing.Waiting.Eventually.TrueAsync(async () => await agent.StatusAsync("/primary") == 200, "the agent is primary");
        var leadership = agent.Services.GetRequiredService<ILeadership>();
        var term = leadership.Term;
        var lapses = new List<string>();

        // Not on the pool: nothing there goes on.
        var watch = new Thread(() => Watch(leadership, term, lapses)) { IsBackground = true };
        watch.Start();
        watch.Join();

        Assert.Empty(lapses);
    }

    private static void Watch(ILeadership leadership, long term, List<string> lapses)
    {
        using var released = new ManualResetEventSlim();
        using var left = new CountdownEvent(Blocked);
        for (var i = 0; i < Blocked; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    released.Wait();
                    left.Signal();
                },
                null);
        }

        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) is var elapsed && elapsed < Starved)
        {
            if (!leadership.IsPrimary || leadership.Term != term)
            {
                lapses.Add($"after {elapsed.TotalSeconds:0.0} s: primary {leadership.IsPrimary}, term {leadership.Term} instead of {term}");
            }

            released.Wait(TimeSpan.FromMilliseconds(50));
        }

        released.Set();
        left.Wait();
    }
}
