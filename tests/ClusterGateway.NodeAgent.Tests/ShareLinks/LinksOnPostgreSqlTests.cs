using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class LinksOnPostgreSqlTests(LinkClusterOf<PostgreSqlFixture> cluster) : LinkTests(cluster), IClassFixture<LinkClusterOf<PostgreSqlFixture>>;
