namespace ClusterGateway.Contracts.Certificates;

/// <summary>A certificate by its name: the version that is to be served, and the one that waits for its activation.</summary>
/// <param name="Active">Null until one was activated.</param>
/// <param name="Staged">Null when none waits.</param>
/// <param name="Gateways">What each gateway that is alive and serves HTTPS holds of it; empty where that was not asked (a long poll).</param>
public sealed record CertificateView(
    string Name, CertificateVersionView? Active, CertificateVersionView? Staged, IReadOnlyList<CertificateHolderView> Gateways)
{
    /// <summary>The gateways that serve the active version.</summary>
    public IEnumerable<string> ServedBy() => Gateways.Where(gateway => Active is not null && gateway.Serving == Active.Version).Select(gateway => gateway.Gateway);

    /// <summary>The gateways that have not what they should: the active version served, the staged one held ready.</summary>
    public IEnumerable<string> MissingAt() => Gateways
        .Where(gateway => (Active is not null && gateway.Serving != Active.Version) || (Staged is not null && gateway.Staged != Staged.Version))
        .Select(gateway => gateway.Gateway);
}
