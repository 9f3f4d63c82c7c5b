namespace ClusterGateway.Cluster.Tests.Primary;

public sealed class PrimaryOnSqliteTests(ClusterFixture fixture) : PrimaryTests(fixture), IClassFixture<ClusterFixture>;
