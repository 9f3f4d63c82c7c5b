using ClusterGateway.Contracts.Certificates;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>A version that this gateway has fetched and found good.</summary>
internal sealed record HeldVersion(long Version, CertificateBundleView Bundle, ServedCertificate Certificate)
{
    /// <exception cref="Hosting.Certificates.CertificateMistakeException">It is no pair.</exception>
    public static HeldVersion Of(CertificateBundleView bundle) =>
        new(bundle.Version, bundle, ServedCertificate.Of(bundle.Name, isShared: true, bundle.Certificates, bundle.Key));

    public override string ToString() => $"{nameof(HeldVersion)} {Bundle}";
}
