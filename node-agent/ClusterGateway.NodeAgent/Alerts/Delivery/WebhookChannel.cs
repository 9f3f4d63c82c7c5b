using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ClusterGateway.NodeAgent.Alerts.Configuration;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>Posts JSON to an address. What is told of a failure never holds the address: with many receivers it is the secret.</summary>
internal sealed class WebhookChannel(WebhookSettings settings, TimeProvider time) : IAlertChannel, IDisposable
{
    // Without a propagator no trace of the request is made, which would hold the whole address.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public string Name => settings.Name;

    public async Task<string> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(settings.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var request = RequestOf(message);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            return response.IsSuccessStatusCode
                ? $"answered {status}"
                : throw new AlertDeliveryException(Refusal(response.StatusCode, status), IsTemporary(response.StatusCode));
        }
        catch (HttpRequestException exception)
        {
            throw new AlertDeliveryException($"gave no answer: {exception.HttpRequestError}, {Innermost(exception)}", isTemporary: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertDeliveryException(
                string.Create(CultureInfo.InvariantCulture, $"gave no answer within {settings.Timeout.TotalSeconds} s"), isTemporary: true);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage RequestOf(AlertMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(settings.Body.Fill(message)))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "ClusterGateway");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", message.Uid);
        foreach (var (name, value) in settings.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static string Refusal(HttpStatusCode code, string status) => (int)code is >= 300 and < 400
        ? $"answered {status}, a redirection, which is not followed: write the final address"
        : $"answered {status}";

    /// <summary>Too busy, or broken; what is wrong with the request itself is wrong the next time too.</summary>
    private static bool IsTemporary(HttpStatusCode code) =>
        code is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)code == 425 || (int)code >= 500;

    /// <summary>Of the network or of TLS: it may name the host, and nothing behind it.</summary>
    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
