using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.Hosting.Certificates;

/// <summary>A certificate with its private key, and the other certificates that came with it. The pair matches: nothing else can be made.</summary>
public sealed class CertificateMaterial : IDisposable
{
    private CertificateMaterial(X509Certificate2 certificate, X509Certificate2Collection others) => (Certificate, Others) = (certificate, others);

    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Whatever else was in the file, in its order.</summary>
    public X509Certificate2Collection Others { get; }

    public string Fingerprint => Certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    /// <param name="certificates">PEM; the certificate of the key need not be the first.</param>
    /// <param name="key">PEM; may be the same text.</param>
    /// <param name="password">Of an encrypted key.</param>
    /// <exception cref="CertificateMistakeException">Nothing can be read, or no certificate belongs to the key. The message holds nothing of the input.</exception>
    public static CertificateMaterial FromPem(string certificates, string key, string? password = null)
    {
        var all = ReadCertificates(certificates);
        var pem = PrivateKeyPem.Find(key);
        foreach (var candidate in all)
        {
            if (TryPair(candidate, pem, password) is { } pair)
            {
                all.Remove(candidate);
                candidate.Dispose();
                return new CertificateMaterial(ForServers(pair), all);
            }
        }

        var count = all.Count;
        Dispose(all);
        throw new CertificateMistakeException(pem.IsEncrypted
            ? $"the private key belongs to none of the {count} certificates, or the password does not open it"
            : $"the private key belongs to none of the {count} certificates, or cannot be read: send the pair that was made together");
    }

    /// <param name="pfx">PKCS #12.</param>
    /// <exception cref="CertificateMistakeException">As for <see cref="FromPem"/>.</exception>
    public static CertificateMaterial FromPfx(byte[] pfx, string? password)
    {
        X509Certificate2Collection all;
        try
        {
            all = X509CertificateLoader.LoadPkcs12Collection(pfx, password, X509KeyStorageFlags.Exportable);
        }
        catch (CryptographicException exception)
        {
            throw new CertificateMistakeException("the PKCS #12 file cannot be read: it is none, or the password does not open it", exception);
        }

        if (all.FirstOrDefault(c => c.HasPrivateKey) is not { } pair)
        {
            Dispose(all);
            throw new CertificateMistakeException("the PKCS #12 file holds no private key; export it with its key");
        }

        all.Remove(pair);
        return new CertificateMaterial(ForServers(pair), all);
    }

    /// <summary>PEM: the certificate, then what completes its chain, and nothing else that was in the file.</summary>
    /// <param name="issuers">As <see cref="CertificateChain"/> found them.</param>
    public string CertificatesPem(IEnumerable<X509Certificate2> issuers) =>
        string.Join('\n', issuers.Prepend(Certificate).Select(c => c.ExportCertificatePem())) + "\n";

    /// <summary>PEM, PKCS #8, not encrypted.</summary>
    public string KeyPem()
    {
        using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)Certificate.GetRSAPrivateKey() ?? Certificate.GetECDsaPrivateKey();
        return key?.ExportPkcs8PrivateKeyPem() + "\n";
    }

    public void Dispose()
    {
        Certificate.Dispose();
        Dispose(Others);
    }

    private static X509Certificate2Collection ReadCertificates(string pem)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(pem);
        }
        catch (CryptographicException exception)
        {
            Dispose(all);
            throw new CertificateMistakeException("a certificate cannot be read: it must be PEM, with -----BEGIN CERTIFICATE-----", exception);
        }

        return all.Count > 0 ? all : throw new CertificateMistakeException("there is no certificate: it must be PEM, with -----BEGIN CERTIFICATE-----");
    }

    private static X509Certificate2? TryPair(X509Certificate2 certificate, PrivateKeyPem key, string? password)
    {
        var pem = certificate.ExportCertificatePem();
        try
        {
            return key.IsEncrypted ? X509Certificate2.CreateFromEncryptedPem(pem, key.Text, password) : X509Certificate2.CreateFromPem(pem, key.Text);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>TLS of Windows takes no key that exists in memory alone.</summary>
    private static X509Certificate2 ForServers(X509Certificate2 pair)
    {
        if (!OperatingSystem.IsWindows())
        {
            return pair;
        }

        using (pair)
        {
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable);
        }
    }

    private static void Dispose(X509Certificate2Collection certificates)
    {
        foreach (var certificate in certificates)
        {
            certificate.Dispose();
        }
    }
}
