using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Settings;

public sealed class SettingsOnRedisTests(SettingsClusterOf<RedisFixture> cluster) : SettingsTests(cluster), IClassFixture<SettingsClusterOf<RedisFixture>>;
