using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class LinksOnInMemoryTests(LinkClusterOf<InMemoryFixture> cluster) : LinkTests(cluster), IClassFixture<LinkClusterOf<InMemoryFixture>>;
