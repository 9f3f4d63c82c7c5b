using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Settings;

public sealed class SettingsOnInMemoryTests(SettingsClusterOf<InMemoryFixture> cluster) : SettingsTests(cluster), IClassFixture<SettingsClusterOf<InMemoryFixture>>;
