using ClusterGateway.Contracts.Certificates;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>A certificate in the copy on disk.</summary>
internal sealed record CopiedCertificate(string Name, CertificateBundleView? Serving, CertificateBundleView? Staged);
