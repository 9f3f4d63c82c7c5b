namespace ClusterGateway.Cluster.Tests.Stores;

public sealed class PostgresOutageTests(PostgresClusterFixture fixture) : StoreOutageTests(fixture), IClassFixture<PostgresClusterFixture>;
