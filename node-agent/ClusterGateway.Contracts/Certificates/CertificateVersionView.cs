namespace ClusterGateway.Contracts.Certificates;

/// <summary>One version of a certificate; nothing secret.</summary>
/// <param name="Version">Rises with every upload under this name, also after a removal.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, lower-case hexadecimal digits.</param>
/// <param name="Names">Whom it is for: DNS names, wildcards among them, and addresses.</param>
/// <param name="Key">As in <c>ECDSA 256</c>, <c>RSA 2048</c>.</param>
/// <param name="Issuers">How many further certificates are sent along.</param>
/// <param name="StagedAt">By the store's clock, as <paramref name="ActivatedAt"/>.</param>
/// <param name="ActivatedAt">Null while it is only staged.</param>
public sealed record CertificateVersionView(
    long Version,
    string Fingerprint,
    string Subject,
    string Issuer,
    IReadOnlyList<string> Names,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string Key,
    int Issuers,
    DateTimeOffset StagedAt,
    DateTimeOffset? ActivatedAt);
