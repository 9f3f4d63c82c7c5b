using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>From when to when a certificate is valid.</summary>
internal sealed record CertificateDates(string Subject, DateTimeOffset From, DateTimeOffset To)
{
    public static CertificateDates Of(X509Certificate2 certificate) =>
        new(certificate.Subject, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());

    /// <summary>Of all certificates of a PEM text, in its order; private keys and anything else are passed over.</summary>
    public static IReadOnlyList<CertificateDates> OfPem(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        try
        {
            return [.. certificates.Select(Of)];
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }
}
