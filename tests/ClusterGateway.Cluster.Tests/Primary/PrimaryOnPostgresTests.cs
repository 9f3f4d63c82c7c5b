using ClusterGateway.Cluster.Tests.Stores;

namespace ClusterGateway.Cluster.Tests.Primary;

public sealed class PrimaryOnPostgresTests(PostgresClusterFixture fixture) : PrimaryTests(fixture), IClassFixture<PostgresClusterFixture>;
