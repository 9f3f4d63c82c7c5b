using ClusterGateway.Gateway.Diagnostics;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Diagnostics;

public sealed class NodeTrafficTests
{
    [Fact]
    public async Task History_TellsRateAndLatencyOfEveryInterval()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        var traffic = gateway.Service<NodeTraffic>();
        for (var i = 0; i < 20; i++)
        {
            await gateway.NodeThatAnswersAsync();
        }

        await Eventually.TrueAsync(() => traffic.HistoryOf("n1").Sum(sample => sample.Rate) > 0, "a sample was taken");
        var busy = traffic.HistoryOf("n1").First(sample => sample.Rate > 0);
        Assert.InRange(busy.Latency!.Value, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(() => traffic.RateOf("n1") == 0, "an interval without requests ended");
        Assert.Null(traffic.HistoryOf("n1")[^1].Latency);
        Assert.Empty(traffic.HistoryOf("n9"));
    }
}
