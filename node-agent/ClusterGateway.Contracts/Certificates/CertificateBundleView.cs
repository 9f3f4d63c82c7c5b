namespace ClusterGateway.Contracts.Certificates;

/// <summary>A version with its private key, <c>GET /v1/certificates/{name}/bundle</c>: for gateways only.</summary>
/// <param name="Certificates">PEM: the certificate first, then its issuers.</param>
/// <param name="Key">PEM, PKCS #8, not encrypted.</param>
public sealed record CertificateBundleView(string Name, long Version, string Certificates, string Key)
{
    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => $"{nameof(CertificateBundleView)} {Name} {Version}";
}
