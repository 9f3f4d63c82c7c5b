using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.Testing.Certificates;

/// <summary>A certificate and its key, both PEM.</summary>
/// <param name="Fingerprint">SHA-256, lower-case hexadecimal digits.</param>
public sealed record TestPair(string Certificate, string Key, string Fingerprint)
{
    /// <summary>What of the key must be nowhere: lines of its PEM, in the form that JSON gives them too.</summary>
    public IReadOnlyList<string> Canaries => [.. Key.Split('\n').Where(line => line.Length >= 40 && !line.StartsWith('-'))];

    public byte[] Pfx(string password)
    {
        using var pair = X509Certificate2.CreateFromPem(Certificate, Key);
        return pair.Export(X509ContentType.Pkcs12, password);
    }
}
