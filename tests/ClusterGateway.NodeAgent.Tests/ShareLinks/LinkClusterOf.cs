using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class LinkClusterOf<TStore>() : LinkCluster(new TStore())
    where TStore : StoreFixture, new();
