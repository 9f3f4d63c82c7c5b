using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ClusterGateway.Gateway.Certificates;
using ClusterGateway.Hosting.Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Https;

/// <summary>What a handshake is made with: the certificate for the host that the client names, from the table of this moment.</summary>
internal sealed partial class TlsHandshakes(CertificateShelf shelf, IOptions<HttpsOptions> options, TimeProvider time, ILogger<TlsHandshakes> logger)
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(30);

    /// <summary>Made once for each certificate: with them, TLS keeps what it needs for the next handshake. They end with it.</summary>
    private readonly ConditionalWeakTable<ServedCertificate, SslServerAuthenticationOptions> _made = [];
    private long _warned;

    public ValueTask<SslServerAuthenticationOptions> OptionsOf(TlsHandshakeCallbackContext context)
    {
        if (shelf.Current.Find(context.ClientHelloInfo.ServerName) is { } certificate)
        {
            return ValueTask.FromResult(_made.GetValue(certificate, Make));
        }

        Warn();
        throw new AuthenticationException("there is no certificate yet");
    }

    private SslServerAuthenticationOptions Make(ServedCertificate certificate)
    {
        var made = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (options.Value.ClientCertificates is not ClientCertificates.None and var wanted)
        {
            AskClient(made, wanted);
        }

        return made;
    }

    private void AskClient(SslServerAuthenticationOptions made, ClientCertificates wanted)
    {
        made.ClientCertificateRequired = true;
        if (options.Value.ClientCertificatesCa is { } file)
        {
            made.CertificateChainPolicy = TrustedIssuers.Policy(file);
        }

        // Whoever sends a bad one is refused: an application behind must not have to tell.
        made.RemoteCertificateValidationCallback = (_, _, _, errors) =>
            errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateNotAvailable && wanted == ClientCertificates.Allow);
    }

    private void Warn()
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _warned);
        if ((last == 0 || time.GetElapsedTime(last, now) > BetweenWarnings) && Interlocked.CompareExchange(ref _warned, now, last) == last)
        {
            Log.NoCertificate(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1930, LogLevel.Warning, "HTTPS is refused: there is no certificate yet; upload one (clusterctl certs add) or set ClusterGateway:Https:Directory. "
            + "The next such line in 30 s at the earliest")]
        public static partial void NoCertificate(ILogger logger);
    }
}
