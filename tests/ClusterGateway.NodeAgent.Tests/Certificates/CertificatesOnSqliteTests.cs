using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

public sealed class CertificatesOnSqliteTests(CertificateAgentsOn<SqliteFixture> agents) : CertificateTests(agents), IClassFixture<CertificateAgentsOn<SqliteFixture>>;
