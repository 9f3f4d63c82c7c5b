using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>Three agents over one store, for all tests of a class: each test has files of its own.</summary>
public abstract class LockAgents(StoreFixture store) : IAsyncLifetime
{
    private AgentCluster? _cluster;

    internal IReadOnlyList<AgentHost> Agents { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await store.InitializeAsync();
        _cluster = await AgentCluster.StartAsync(store, "node1", "node2", "node3");
        Agents = [.. _cluster.Agents];
    }

    public async Task DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        await store.DisposeAsync();
    }

    /// <summary>One more, for one test.</summary>
    internal Task<AgentHost> AddAsync(string id, TimeProvider time) => _cluster!.AddAsync(id, time);
}
