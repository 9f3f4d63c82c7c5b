using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

public sealed class CertificatesOnPostgreSqlTests(CertificateAgentsOn<PostgreSqlFixture> agents) : CertificateTests(agents), IClassFixture<CertificateAgentsOn<PostgreSqlFixture>>;
