using System.Security.Cryptography.X509Certificates;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Hosting.Certificates;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>An upload that was read and looked at. Pure.</summary>
/// <param name="Mistakes">What an administrator may overrule: dates, names, the chain, a weak key.</param>
internal sealed record CertificateUpload(
    BundleRecord Bundle, string Fingerprint, string Subject, string Issuer, IReadOnlyList<string> Names, DateTimeOffset NotBefore, DateTimeOffset NotAfter,
    string Key, int Issuers, IReadOnlyList<string> Mistakes)
{
    private const int WeakestRsa = 2048;

    /// <exception cref="CertificateMistakeException">No pair can be made of it.</exception>
    public static CertificateUpload Read(CertificateUploadRequest request, DateTimeOffset now)
    {
        using var material = MaterialOf(request);
        var chain = CertificateChain.Of(material, now);
        if (chain.IsForged)
        {
            throw new CertificateMistakeException("a certificate of the chain was not signed by the issuer that it names");
        }

        var certificate = material.Certificate;
        var names = CertificateNames.Of(certificate);
        var key = KeyOf(certificate) ?? throw new CertificateMistakeException("the key is neither RSA nor ECDSA: nobody can use it for TLS here");
        var upload = new CertificateUpload(
            new BundleRecord(material.CertificatesPem(chain.Issuers), material.KeyPem()), material.Fingerprint, certificate.Subject, certificate.Issuer, names,
            certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), key.Name, chain.Issuers.Count,
            [.. MistakesOf(certificate, names, key.IsWeak, now), .. chain.Mistakes]);
        foreach (var issuer in chain.Issuers)
        {
            issuer.Dispose();
        }

        return upload;
    }

    private static CertificateMaterial MaterialOf(CertificateUploadRequest request)
    {
        if (request.Pfx is { } pfx)
        {
            var bytes = new byte[pfx.Length];
            return Convert.TryFromBase64String(pfx, bytes, out var length)
                ? CertificateMaterial.FromPfx(bytes[..length], request.Password)
                : throw new CertificateMistakeException("'pfx' is no base64");
        }

        return CertificateMaterial.FromPem(request.Certificates!, request.Key ?? request.Certificates!, request.Password);
    }

    private static IEnumerable<string> MistakesOf(X509Certificate2 certificate, IReadOnlyList<string> names, bool isWeak, DateTimeOffset now)
    {
        if (certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime)
        {
            yield return $"it expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";
        }

        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
        {
            yield return $"it is valid only from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on";
        }

        if (names.Count == 0)
        {
            yield return "it names no host (subject alternative name): clients refuse it";
        }

        if (isWeak)
        {
            yield return $"its RSA key has fewer than {WeakestRsa} bits";
        }
    }

    private static (string Name, bool IsWeak)? KeyOf(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        return rsa is not null ? ($"RSA {rsa.KeySize}", rsa.KeySize < WeakestRsa)
            : ecdsa is not null ? ($"ECDSA {ecdsa.KeySize}", false)
            : null;
    }
}
