using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.Hosting.Certificates;

/// <summary>For whom a certificate is.</summary>
public static class CertificateNames
{
    /// <summary>DNS names in lower case, wildcards (<c>*.example.org</c>) among them, and addresses: what clients compare (RFC 9525).</summary>
    public static IReadOnlyList<string> Of(X509Certificate2 certificate) => certificate.Extensions
        .OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(names => names.EnumerateDnsNames().Select(name => name.ToLowerInvariant()).Concat(names.EnumerateIPAddresses().Select(a => a.ToString())))
        .Distinct(StringComparer.Ordinal)
        .ToArray();
}
