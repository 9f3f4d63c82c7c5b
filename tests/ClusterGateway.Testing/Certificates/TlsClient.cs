using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterGateway.Testing.Certificates;

/// <summary>Clients that trust one authority and nobody else, and tell what they were shown.</summary>
public static class TlsClient
{
    /// <param name="seen">Gets the SHA-256 fingerprint of what each new connection was shown.</param>
    /// <param name="address">Where it connects, whatever host the URL names.</param>
    public static HttpClient Create(X509Certificate2 root, IPEndPoint address, Action<string>? seen = null, X509Certificate2? own = null) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = Options(root, seen, own),
    });

    /// <summary>One handshake for a host, and the fingerprint of what was shown.</summary>
    public static async Task<string> FingerprintAsync(X509Certificate2 root, IPEndPoint address, string host)
    {
        string? shown = null;
        using var client = new TcpClient();
        await client.ConnectAsync(address);
        await using var tls = new SslStream(client.GetStream());
        var options = Options(root, fingerprint => shown = fingerprint, own: null);
        options.TargetHost = host;
        await tls.AuthenticateAsClientAsync(options);
        return shown!;
    }

    private static SslClientAuthenticationOptions Options(X509Certificate2 root, Action<string>? seen, X509Certificate2? own)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.Add(root);
        return new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = policy,
            ClientCertificates = own is null ? null : [own],
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                seen?.Invoke(certificate!.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant());
                return errors == SslPolicyErrors.None;
            },
        };
    }
}
