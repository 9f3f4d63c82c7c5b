using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;
using ClusterGateway.Testing.Documentation;

namespace ClusterGateway.NodeAgent.Tests.Diagnostics;

public sealed class MetricsPageTests
{
    [Fact]
    public async Task Instruments_OfARunningAgent_AreThoseOfThePage()
    {
        await using var agent = await AgentHost.StartAsync("node1", new InMemoryStore(new StoreOptions("test", ""), TimeProvider.System));

        MetricsPage.Check("agent", Measuring.AllInstruments(agent.Services, typeof(AgentOptions).Assembly));
    }
}
