using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using ClusterGateway.Gateway.Configuration;

namespace ClusterGateway.Gateway.Health;

/// <summary>The gateway's own question to an application, over a fresh connection: any HTTP answer below 500 is one.</summary>
[SuppressMessage("Security", "CA5359", Justification = "It asks whether somebody answers, and sends nothing worth protecting.")]
internal sealed class ApplicationProbe(GatewayOptions options, TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        // A name or certificate that does not fit is no reason to move users away from a running application.
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    });

    public async Task<ApplicationAnswer> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Probing.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, options.Probing.ApplicationPath));
        try
        {
            using var response = await _client.SendAsync(request, either.Token);
            return (int)response.StatusCode < StatusCodes.Status500InternalServerError ? ApplicationAnswer.Good : ApplicationAnswer.Bad;
        }
        // Reset in the moment it is made, a connection fails with the socket's own exception.
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            return ApplicationAnswer.Bad;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ApplicationAnswer.None;
        }
    }

    public void Dispose() => _client.Dispose();
}
