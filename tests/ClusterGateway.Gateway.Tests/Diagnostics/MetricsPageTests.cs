using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Documentation;
using ClusterGateway.Testing.Nodes;

namespace ClusterGateway.Gateway.Tests.Diagnostics;

public sealed class MetricsPageTests
{
    [Fact]
    public async Task Instruments_OfARunningGateway_AreThoseOfThePage()
    {
        await using var node = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Cluster(node), "--ClusterGateway:AccessLog:Format=Json");

        MetricsPage.Check("gateway", Measuring.AllInstruments(gateway.Service<IServiceProvider>(), typeof(GatewayOptions).Assembly));
    }
}
