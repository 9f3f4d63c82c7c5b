using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

public sealed class CertificatesOnInMemoryTests(CertificateAgentsOn<InMemoryFixture> agents) : CertificateTests(agents), IClassFixture<CertificateAgentsOn<InMemoryFixture>>;
