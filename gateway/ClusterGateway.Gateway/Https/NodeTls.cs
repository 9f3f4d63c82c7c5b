using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClusterGateway.Hosting.Certificates;

namespace ClusterGateway.Gateway.Https;

/// <summary>
/// Whom the gateway believes to be a node, by the metadata of its YARP cluster: <c>ClusterGateway.Tls.Ca</c>, <c>.Pin</c>, <c>.HostName</c>.
/// Without any, what .NET does: the certificate must be valid for the <c>Host</c> of the request, by whom this machine trusts.
/// </summary>
internal static class NodeTls
{
    public const string Prefix = "ClusterGateway.Tls.";

    private const string Ca = "Ca";
    private const string Pin = "Pin";
    private const string HostName = "HostName";

    private const int Sha256Digits = 64;

    public static void Apply(SocketsHttpHandler handler, IReadOnlyDictionary<string, string>? metadata)
    {
        if (Of(metadata, Ca) is { } file)
        {
            handler.SslOptions.CertificateChainPolicy = TrustedIssuers.Policy(file);
        }

        var pins = Of(metadata, Pin) is { } text ? PinsIn(text) : null;
        var host = Of(metadata, HostName);
        if (pins is not null || host is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                certificate is X509Certificate2 shown && IsGood(shown, errors, pins, host);
        }
    }

    /// <returns>What is wrong with a value, and how to write it; null when nothing is.</returns>
    public static string? Mistake(string name, string? value) => name switch
    {
        _ when name.Equals(Ca, StringComparison.OrdinalIgnoreCase) => TrustedIssuers.Mistake(value) is { } mistake ? $"'{value}' {mistake}" : null,
        _ when name.Equals(Pin, StringComparison.OrdinalIgnoreCase) => PinsIn(value ?? "") is { Count: > 0 } pins && pins.All(IsSha256)
            ? null
            : $"'{value}' is no list of SHA-256 fingerprints; write 64 hexadecimal digits each, separated by commas (openssl x509 -noout -fingerprint -sha256)",
        _ when name.Equals(HostName, StringComparison.OrdinalIgnoreCase) => Uri.CheckHostName(value) != UriHostNameType.Unknown ? null : $"'{value}' is no host name",
        _ => $"is unknown; known are {Ca}, {Pin}, {HostName}",
    };

    /// <param name="errors">What TLS found, with the issuers of <see cref="Ca"/> where they are given.</param>
    /// <param name="pins">Exactly these are good, and nothing else of them matters; null for any.</param>
    /// <param name="host">The name that must be in it; null for the one that TLS looked for.</param>
    public static bool IsGood(X509Certificate2 certificate, SslPolicyErrors errors, IReadOnlySet<string>? pins, string? host)
    {
        if (pins is not null)
        {
            return pins.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256));
        }

        return host is null
            ? errors == SslPolicyErrors.None
            : (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None && certificate.MatchesHostname(host, allowCommonName: false);
    }

    private static string? Of(IReadOnlyDictionary<string, string>? metadata, string name) => metadata?.GetValueOrDefault(Prefix + name);

    /// <summary>As openssl prints them, with colons, or without.</summary>
    private static HashSet<string> PinsIn(string text) => text
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(pin => pin.Replace(":", "", StringComparison.Ordinal))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static bool IsSha256(string pin) => pin.Length == Sha256Digits && pin.All(char.IsAsciiHexDigit);
}
