using ClusterGateway.Hosting.Certificates;
using ClusterGateway.NodeAgent.Configuration;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>How agents connect to one another: directly, and to whom <c>ClusterGateway:AgentsCa</c> vouches for.</summary>
internal static class PeerConnections
{
    public static HttpClient Create(AgentOptions options) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = { CertificateChainPolicy = options.AgentsCa is { } file ? TrustedIssuers.Policy(file) : null },
    });
}
