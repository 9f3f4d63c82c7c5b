using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Settings;

public sealed class SettingsOnSqliteTests(SettingsClusterOf<SqliteFixture> cluster) : SettingsTests(cluster), IClassFixture<SettingsClusterOf<SqliteFixture>>;
