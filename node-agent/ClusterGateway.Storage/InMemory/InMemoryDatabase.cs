using System.Collections.Concurrent;

namespace ClusterGateway.Storage.InMemory;

/// <summary>What the instances of <see cref="InMemoryStore"/> that stand for several agents share: the entries of each cluster.</summary>
public sealed class InMemoryDatabase
{
    private readonly ConcurrentDictionary<string, InMemoryCluster> _clusters = new(StringComparer.Ordinal);

    internal InMemoryCluster Cluster(string name) => _clusters.GetOrAdd(name, _ => new InMemoryCluster());
}
