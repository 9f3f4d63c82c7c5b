using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

public sealed class CertificateAgentsOn<TStore>() : CertificateAgents(new TStore())
    where TStore : StoreFixture, new();
