using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.Hosting.Certificates;

/// <summary>The authorities of a PEM file, in place of those that the machine trusts.</summary>
public static class TrustedIssuers
{
    /// <summary>Nothing is asked of other servers, neither issuers nor revocations.</summary>
    /// <param name="file">Without a <see cref="Mistake"/>; read now, and not again.</param>
    public static X509ChainPolicy Policy(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }

    /// <returns>Why the file is none, as the rest of a sentence; null when it is one.</returns>
    public static string? Mistake(string? file)
    {
        try
        {
            return Policy(file ?? "").CustomTrustStore.Count > 0 ? null : "holds no certificate; it must be PEM";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"cannot be read: {exception.Message}";
        }
    }
}
