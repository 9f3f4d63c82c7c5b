namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>The tests that share a cluster, and with it the record of what happened to it.</summary>
[CollectionDefinition(nameof(SharedChaos))]
public sealed class SharedChaos : ICollectionFixture<ChaosFixture>;
