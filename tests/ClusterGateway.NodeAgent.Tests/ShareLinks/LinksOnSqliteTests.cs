using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class LinksOnSqliteTests(LinkClusterOf<SqliteFixture> cluster) : LinkTests(cluster), IClassFixture<LinkClusterOf<SqliteFixture>>;
