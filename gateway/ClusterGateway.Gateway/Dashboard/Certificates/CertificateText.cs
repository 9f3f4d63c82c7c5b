using System.Globalization;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;

namespace ClusterGateway.Gateway.Dashboard.Certificates;

/// <summary>Certificates as people read of them. Pure.</summary>
internal static class CertificateText
{
    /// <summary>As the agents warn by default (<c>Certificates:MinDays</c>).</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(21);

    public static string EndOf(CertificateVersionView version, DateTimeOffset now)
    {
        var day = version.NotAfter.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return version.NotAfter > now ? $"{day}, in {Moment.Length(version.NotAfter - now)}" : $"{day}: it has expired";
    }

    public static Tone ToneOf(CertificateVersionView version, DateTimeOffset now) => (version.NotAfter - now) switch
    {
        var left when left <= TimeSpan.Zero => Tone.Bad,
        var left when left < Soon => Tone.Warning,
        _ => Tone.Good,
    };

    /// <summary>What tells one version from another.</summary>
    public static string Of(CertificateVersionView version) =>
        $"{string.Join(", ", version.Names)}; {version.Key}, issued by {version.Issuer}; SHA-256 {version.Fingerprint[..16]}…";
}
