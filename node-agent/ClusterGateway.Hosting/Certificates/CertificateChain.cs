using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.Hosting.Certificates;

/// <summary>The way from a certificate to a root, by what was sent with it and what this machine trusts. Nothing is downloaded.</summary>
/// <param name="Issuers">To be sent along: those between the certificate and the root, the certificate's own issuer first.</param>
/// <param name="Mistakes">What is wrong with the way, each a sentence; empty when it leads to a root that was sent, or that this machine trusts.</param>
/// <param name="IsForged">A signature on the way is not that of the issuer: nobody can use it.</param>
public sealed record CertificateChain(IReadOnlyList<X509Certificate2> Issuers, IReadOnlyList<string> Mistakes, bool IsForged)
{
    /// <summary>A private root cannot be trusted here, and need not be: the clients have it.</summary>
    private const X509ChainStatusFlags Harmless = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    public static CertificateChain Of(CertificateMaterial material, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        chain.ChainPolicy.ExtraStore.AddRange(material.Others);
        chain.Build(material.Certificate);
        var found = chain.ChainElements.Select(element => element.Certificate).ToArray();
        var last = found[^1];
        var statuses = chain.ChainElements.Skip(1).SelectMany(element => element.ChainElementStatus, (element, status) => (element.Certificate, status.Status)).ToArray();
        var isForged = chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotSignatureValid));
        var isComplete = last.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData);
        var mistakes = new List<string>();
        if (!isComplete)
        {
            mistakes.Add($"the issuer '{last.Issuer}' is missing, and this machine does not know it: append its certificate, or send what your issuer calls the full chain");
        }

        mistakes.AddRange(statuses.Where(s => s.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)).Select(s => $"the issuer '{s.Certificate.Subject}' is not valid now").Distinct());
        mistakes.AddRange(chain.ChainStatus
            .Where(s => (s.Status & ~(Harmless | X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid)) != 0)
            .Select(s => $"its chain is refused: {s.Status}").Distinct());

        // Copies of those that were sent: the chain's own end with it.
        var issuers = found.Skip(1).Where(c => !IsRoot(c)).Select(c => X509CertificateLoader.LoadCertificate(c.RawData)).ToArray();
        return new CertificateChain(issuers, mistakes, isForged);
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
