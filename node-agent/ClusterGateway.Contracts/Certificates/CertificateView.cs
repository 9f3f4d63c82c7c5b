namespace ClusterGateway.Contracts.Certificates;

/// <summary>A certificate by its name: the version that is to be served, and the one that waits for its activation.</summary>
/// <param name="Active">Null until one was activated.</param>
/// <param name="Staged">Null when none waits.</param>
/// <param name="Gateways">What each gateway that is alive and serves HTTPS holds of it; empty where that was not asked (a long poll).</param>
public sealed record CertificateView(
    string Name, CertificateVersionView? Active, CertificateVersionView? Staged, IReadOnlyList<CertificateHolderView> Gateways);
