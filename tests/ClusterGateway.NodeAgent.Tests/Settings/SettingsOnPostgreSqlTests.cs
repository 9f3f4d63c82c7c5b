using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Settings;

public sealed class SettingsOnPostgreSqlTests(SettingsClusterOf<PostgreSqlFixture> cluster) : SettingsTests(cluster), IClassFixture<SettingsClusterOf<PostgreSqlFixture>>;
