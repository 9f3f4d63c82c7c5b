using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.VendorCases;

/// <summary>Two file servers, as in the guide.</summary>
public sealed class OvdFixture : ClusterFixture
{
    protected override TestClusterOptions Options { get; } = new() { Nodes = 2 };
}
