using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.Testing.Certificates;

/// <summary>A private certificate authority: a root, an issuer below it, and certificates for servers and clients.</summary>
public sealed class TestAuthority : IDisposable
{
    private const X509KeyUsageFlags Signs = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    private readonly X509Certificate2 _issuer;

    public TestAuthority()
    {
        Root = Issue("CN=Test Root", ECDsa.Create(ECCurve.NamedCurves.nistP256), issuer: null, Authority, TimeSpan.FromDays(400));
        _issuer = Issue("CN=Test Issuer", ECDsa.Create(ECCurve.NamedCurves.nistP256), Root, Authority, TimeSpan.FromDays(380));
    }

    public X509Certificate2 Root { get; }

    public string RootPem => Root.ExportCertificatePem() + "\n";

    public string IssuerPem => _issuer.ExportCertificatePem() + "\n";

    /// <param name="names">DNS names or addresses; none at all is possible.</param>
    /// <param name="ends">From now; negative for one that has expired.</param>
    public TestPair Issue(string[] names, TimeSpan? ends = null)
    {
        using var certificate = Issue(
            $"CN={names.FirstOrDefault("nobody")}", ECDsa.Create(ECCurve.NamedCurves.nistP256), _issuer, request => ForServers(request, names), ends ?? TimeSpan.FromDays(90));
        using var key = certificate.GetECDsaPrivateKey()!;
        return new TestPair(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n", certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant());
    }

    public void Dispose()
    {
        Root.Dispose();
        _issuer.Dispose();
    }

    private static X509Certificate2 Issue(string subject, ECDsa key, X509Certificate2? issuer, Action<CertificateRequest> extend, TimeSpan ends)
    {
        using (key)
        {
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
            extend(request);
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
            var now = TimeProvider.System.GetUtcNow();
            var (from, to) = (now.AddDays(-30), now + ends);
            if (issuer is null)
            {
                return request.CreateSelfSigned(from, to);
            }

            using var made = request.Create(issuer, from < issuer.NotBefore.ToUniversalTime() ? issuer.NotBefore.ToUniversalTime() : from, to, RandomNumberGenerator.GetBytes(12));
            return made.CopyWithPrivateKey(key);
        }
    }

    private static void Authority(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(Signs, critical: true));
    }

    private static void ForServers(CertificateRequest request, string[] names)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        if (names.Length == 0)
        {
            return;
        }

        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
    }
}
