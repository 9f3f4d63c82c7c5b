using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class LinksOnRedisTests(LinkClusterOf<RedisFixture> cluster) : LinkTests(cluster), IClassFixture<LinkClusterOf<RedisFixture>>;
