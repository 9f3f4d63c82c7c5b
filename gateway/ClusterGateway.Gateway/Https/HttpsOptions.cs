using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Https;

/// <summary>
/// <c>ClusterGateway:Https</c>: HTTPS with the cluster's certificates (uploaded at the agents), or with those of a directory. TLS 1.2 and
/// 1.3, ciphers as the platform has them.
/// </summary>
internal sealed record HttpsOptions
{
    public const string Section = "ClusterGateway:Https";

    /// <summary>Listen for HTTPS, and fetch the cluster's certificates.</summary>
    public bool Enabled { get; init; }

    /// <summary>Where, as <c>https://ADDRESS:PORT</c>, beside the addresses of <c>Urls</c>.</summary>
    public string Url { get; init; } = "https://0.0.0.0:8443";

    /// <summary>The name of the certificate for clients that name no host, or one that no certificate is for.</summary>
    /// <value>the first by name</value>
    public string? Default { get; init; }

    /// <summary>
    /// A directory that an ACME client fills: <c>NAME/fullchain.pem</c> with <c>NAME/privkey.pem</c> (certbot's <c>live</c>), or <c>NAME.crt</c>
    /// with <c>NAME.key</c> (lego). Read beside the cluster's certificates, which win where both are for the same name.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>How often the directory is looked at.</summary>
    [DurationWithin(1, 3600)]
    public Duration DirectoryInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>This gateway warns (<c>certificate-expiring</c>) when a certificate of the directory ends within so many days.</summary>
    [Range(1, 365)]
    public int MinDays { get; init; } = 21;

    /// <summary>Whether clients are asked for a certificate of theirs: <c>none</c>, <c>allow</c> or <c>require</c>.</summary>
    public ClientCertificates ClientCertificates { get; init; }

    /// <summary>PEM: whose clients' certificates count.</summary>
    /// <value>whom this machine trusts</value>
    public string? ClientCertificatesCa { get; init; }

    /// <summary>Answer HTTP requests with 308 to the same address by HTTPS.</summary>
    public bool Redirect { get; init; }

    /// <summary>The port that redirects name.</summary>
    /// <value>that of <see cref="Url"/>; behind a port forwarding, the one that clients see</value>
    [Range(1, 65535)]
    public int? RedirectPort { get; init; }

    /// <summary>Paths, with all below them, that stay on HTTP too, as <c>/rpc</c>, <c>/.well-known/acme-challenge</c>.</summary>
    public IReadOnlyList<string> RedirectExcept { get; init; } = [];

    public HstsOptions Hsts { get; init; } = new();
}
