using System.Security.Cryptography;

namespace ClusterGateway.Hosting.Certificates;

/// <summary>The private key of a PEM text, without whatever else stands there.</summary>
internal readonly record struct PrivateKeyPem(string Text, bool IsEncrypted)
{
    private const string Label = "PRIVATE KEY";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";

    /// <exception cref="CertificateMistakeException">There is none.</exception>
    public static PrivateKeyPem Find(string text)
    {
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var found))
        {
            var label = rest[found.Label].ToString();
            if (label.EndsWith(Label, StringComparison.Ordinal))
            {
                return new PrivateKeyPem(rest[found.Location].ToString(), label == EncryptedLabel);
            }

            rest = rest[found.Location.End..];
        }

        throw new CertificateMistakeException("there is no private key: it must be PEM, with -----BEGIN PRIVATE KEY----- (or RSA, EC, ENCRYPTED PRIVATE KEY)");
    }

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => nameof(PrivateKeyPem);
}
