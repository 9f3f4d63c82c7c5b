using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Telemetry;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

/// <summary>Three agents over one store, for all tests of a provider. The clocks of two of them are an hour off, one each way.</summary>
public abstract class LinkCluster(StoreFixture store) : IAsyncLifetime
{
    internal IReadOnlyList<LinkCalls> Nodes { get; private set; } = [];

    /// <summary>What node3 logs, at every level, while it is on.</summary>
    internal RecordedLog Log { get; } = new();

    internal AgentCluster Agents { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await store.InitializeAsync();
        var options = store.NewCluster();
        Agents = new AgentCluster(() => store.Open(options));
        await Agents.AddAsync("node1");
        await Agents.AddAsync("node2", new ShiftedTimeProvider(TimeSpan.FromHours(1)));
        await Agents.AddAsync("node3", new ShiftedTimeProvider(TimeSpan.FromHours(-1)), Log);
        await Agents.SettledAsync();
        Nodes = [.. Agents.Agents.Select(agent => new LinkCalls(agent.Client(AgentHost.App)))];
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(Agents.Agents.Select(agent => agent.KillAsync()));
        await Agents.DisposeAsync();
        await store.DisposeAsync();
    }

    private sealed class ShiftedTimeProvider(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
