using System.Net.Security;
using ClusterGateway.Hosting.Certificates;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>A certificate ready for handshakes: its chain is put together once.</summary>
/// <param name="Name">As administrators call it.</param>
/// <param name="IsShared">From the agents; otherwise from the directory.</param>
/// <param name="Names">DNS names in lower case, wildcards among them, and addresses.</param>
internal sealed record ServedCertificate(
    string Name, bool IsShared, string Fingerprint, IReadOnlyList<string> Names, DateTimeOffset NotBefore, DateTimeOffset NotAfter, SslStreamCertificateContext Context)
{
    /// <summary>Of PEM; the pair is checked here again, whoever checked it before.</summary>
    /// <exception cref="CertificateMistakeException">It is no pair.</exception>
    public static ServedCertificate Of(string name, bool isShared, string certificates, string key)
    {
        // Not disposed: connections in the middle of their handshake use it as long as they last.
        var material = CertificateMaterial.FromPem(certificates, key);
        var certificate = material.Certificate;
        return new ServedCertificate(
            name, isShared, material.Fingerprint, CertificateNames.Of(certificate), certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(),
            SslStreamCertificateContext.Create(certificate, material.Others, offline: true));
    }
}
