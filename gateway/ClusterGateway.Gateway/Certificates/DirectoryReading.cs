using System.Security.Cryptography;
using System.Text;
using ClusterGateway.Hosting.Certificates;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>
/// What the directory held when it was last looked at. Chain and key are two files, and an ACME client replaces one after the other: a pair
/// that does not match is not taken, the one before is served until it does.
/// </summary>
internal sealed class DirectoryReading
{
    private readonly Dictionary<string, (string Hash, ServedCertificate Certificate)> _served = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    public IReadOnlyList<ServedCertificate> Certificates => [.. _served.Values.Select(it => it.Certificate)];

    /// <summary>Looks again.</summary>
    /// <param name="tell">Gets a sentence for what was not taken, once for each content.</param>
    /// <returns>The names that changed.</returns>
    /// <exception cref="IOException">The directory cannot be read; everything is as before. Likewise <see cref="UnauthorizedAccessException"/>.</exception>
    public IReadOnlyList<string> Look(string directory, Action<string, string> tell)
    {
        var changed = new List<string>();
        var files = CertificateFiles.In(directory);
        foreach (var it in files)
        {
            if (Take(it, tell))
            {
                changed.Add(it.Name);
            }
        }

        foreach (var gone in _served.Keys.Except(files.Select(it => it.Name), StringComparer.Ordinal).ToArray())
        {
            _served.Remove(gone);
            changed.Add(gone);
        }

        return changed;
    }

    private bool Take(CertificateFiles files, Action<string, string> tell)
    {
        var hash = "";
        try
        {
            var (chain, key) = (File.ReadAllText(files.Chain), File.ReadAllText(files.Key));
            hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(chain + '\0' + key)));
            if (_served.TryGetValue(files.Name, out var served) && served.Hash == hash)
            {
                return false;
            }

            _served[files.Name] = (hash, ServedCertificate.Of(files.Name, isShared: false, chain, key));
            _refused.Remove(files.Name);
            return true;
        }
        catch (Exception exception) when (exception is CertificateMistakeException or IOException or UnauthorizedAccessException)
        {
            if (_refused.GetValueOrDefault(files.Name) != hash)
            {
                _refused[files.Name] = hash;
                tell(files.Name, exception.Message);
            }

            return false;
        }
    }
}
