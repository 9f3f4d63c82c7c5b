using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Asks a TLS server for its certificate. Nothing is verified and nothing is sent: only the dates are looked at.</summary>
internal static class TlsHandshake
{
    public static async Task<CertificateDates> CertificateOfAsync(DnsEndPoint server, string? serverName, CancellationToken cancellationToken)
    {
        CertificateDates? seen = null;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(Options(serverName ?? server.Host, dates => seen = dates), cancellationToken);
        }
        catch (Exception e) when (seen is not null && e is AuthenticationException or IOException)
        {
            // A server that wants a certificate from us shows its own first, and that is all we came for.
        }

        return seen ?? throw new AuthenticationException("the server showed no certificate");
    }

    private static SslClientAuthenticationOptions Options(string serverName, Action<CertificateDates> see) => new()
    {
        TargetHost = serverName,
        // A resumed session shows the certificate of the first one, also when the server has a new one since.
        AllowTlsResume = false,
        // Without it, missing issuers would be downloaded from wherever the certificate says.
        CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
#pragma warning disable CA5359 // An expired or self-signed certificate is an answer here, and nothing secret is sent.
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            if (certificate is X509Certificate2 shown)
            {
                see(CertificateDates.Of(shown));
            }

            return true;
        },
#pragma warning restore CA5359
    };
}
