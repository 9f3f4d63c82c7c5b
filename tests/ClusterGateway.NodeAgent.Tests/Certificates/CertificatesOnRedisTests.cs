using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

public sealed class CertificatesOnRedisTests(CertificateAgentsOn<RedisFixture> agents) : CertificateTests(agents), IClassFixture<CertificateAgentsOn<RedisFixture>>;
