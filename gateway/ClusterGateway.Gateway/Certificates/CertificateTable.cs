using System.Collections.Frozen;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>Which certificate a client gets by the host that it names: the exact name, then the wildcard, then the default. Immutable.</summary>
internal sealed class CertificateTable
{
    public static readonly CertificateTable Empty = new([], defaultName: null);

    private const string Wildcard = "*.";

    private readonly FrozenDictionary<string, ServedCertificate>.AlternateLookup<ReadOnlySpan<char>> _exact;

    /// <summary>By what follows the star, its dot included.</summary>
    private readonly FrozenDictionary<string, ServedCertificate>.AlternateLookup<ReadOnlySpan<char>> _wildcards;
    private readonly ServedCertificate? _default;

    /// <param name="defaultName">As <see cref="Https.HttpsOptions.Default"/>.</param>
    public CertificateTable(IReadOnlyList<ServedCertificate> certificates, string? defaultName)
    {
        All = [.. certificates.OrderBy(c => c.Name, StringComparer.Ordinal)];

        // Of two for the same name, what was uploaded wins over a file, then what was issued last.
        var byName = All
            .SelectMany(c => c.Names, (certificate, name) => (Name: name, Certificate: certificate))
            .GroupBy(it => it.Name, it => it.Certificate, StringComparer.OrdinalIgnoreCase)
            .Select(g => (Name: g.Key, Certificate: g.OrderByDescending(c => c.IsShared).ThenByDescending(c => c.NotBefore).First()))
            .ToLookup(it => it.Name.StartsWith(Wildcard, StringComparison.Ordinal));
        _exact = byName[false].ToFrozenDictionary(it => it.Name, it => it.Certificate, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _wildcards = byName[true].ToFrozenDictionary(it => it.Name[1..], it => it.Certificate, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _default = All.FirstOrDefault(c => c.Name == defaultName) ?? (All.Count > 0 ? All[0] : null);
    }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<ServedCertificate> All { get; }

    /// <param name="host">As the client names it (SNI); null or empty when it does not.</param>
    /// <returns>Null when there is no certificate at all.</returns>
    public ServedCertificate? Find(ReadOnlySpan<char> host)
    {
        if (host is [.., '.'])
        {
            host = host[..^1];
        }

        if (_exact.TryGetValue(host, out var exact))
        {
            return exact;
        }

        // A star stands for one label (RFC 9525, 6.3).
        return host.IndexOf('.') is > 0 and var dot && _wildcards.TryGetValue(host[dot..], out var wildcard) ? wildcard : _default;
    }
}
