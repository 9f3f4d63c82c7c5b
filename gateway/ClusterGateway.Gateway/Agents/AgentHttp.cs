using System.Net.Sockets;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Hosting.Certificates;

namespace ClusterGateway.Gateway.Agents;

/// <summary>The connections to the agents: no proxy, no redirects, every call bounded.</summary>
internal sealed class AgentHttp(GatewayOptions options, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = { CertificateChainPolicy = options.AgentsCa is { } file ? TrustedIssuers.Policy(file) : null },
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>The whole answer, within the timeout. Silence is an <see cref="HttpRequestException"/>; only the caller's own token cancels.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, $"{request.RequestUri} did not answer within {timeout.TotalSeconds} s");
        }
        catch (SocketException exception)
        {
            throw Broken(exception);
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>The answer as it comes, for what streams; the headers within the timeout.</summary>
    public async Task<HttpResponseMessage> StreamAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).WaitAsync(Timeout, time, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw Broken(exception);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A connection that is reset in the moment it is made: HttpClient lets that one exception through as it is.</summary>
    private static HttpRequestException Broken(SocketException exception) =>
        new(HttpRequestError.ConnectionError, exception.Message, exception);
}
