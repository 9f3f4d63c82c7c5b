using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class LeadershipWatchdogTests
{
    [Fact]
    public async Task Renewal_NeverEnds_TheProcessDoes()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var primary = await cluster.PrimaryAsync();
        using var released = new ManualResetEventSlim();
        primary.Store.BeforeCommit = commit =>
        {
            if (commit.Operations.Any(o => o.Key == "leader/lease" && o is StorePut))
            {
                // As a system call that hangs: no token ends it.
                released.Wait();
            }

            return Task.CompletedTask;
        };

        await Eventually.TrueAsync(() => primary.ExitCode == AgentExit.LeaseStuck, "the agent gave up");
        await Eventually.TrueAsync(async () => await cluster.Agents.Single(a => a != primary).StatusAsync("/primary") == 200, "the other took over");
        released.Set();
    }
}
