using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Settings;

public sealed class SettingsClusterOf<TStore>() : SettingsCluster(new TStore())
    where TStore : StoreFixture, new();
