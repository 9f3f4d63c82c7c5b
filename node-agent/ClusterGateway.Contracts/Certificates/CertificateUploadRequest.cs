namespace ClusterGateway.Contracts.Certificates;

/// <summary>
/// A certificate to stage, <c>PUT /v1/certificates/{name}</c>: PEM (<see cref="Certificates"/> and <see cref="Key"/>, which may also stand in
/// one text) or PKCS #12 (<see cref="Pfx"/>). No answer ever repeats any of it.
/// </summary>
public sealed record CertificateUploadRequest
{
    /// <summary>PEM: the certificate and the issuers that clients do not know, in any order; the private key may stand in it too.</summary>
    public string? Certificates { get; init; }

    /// <summary>PEM: the private key, PKCS #8 (also encrypted), PKCS #1 or SEC 1.</summary>
    public string? Key { get; init; }

    /// <summary>PKCS #12 (<c>.pfx</c>, <c>.p12</c>), in base64: in place of the two above.</summary>
    public string? Pfx { get; init; }

    /// <summary>What the key or the PKCS #12 file is encrypted with.</summary>
    public string? Password { get; init; }

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => nameof(CertificateUploadRequest);
}
