using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.Client;

/// <summary>Calls of one agent: authorized, bounded in time, and with its errors as exceptions.</summary>
internal sealed class AgentConnection(HttpClient http, ClusterClientOptions options)
{
    /// <summary>A segment of a path: percent-encoded once.</summary>
    /// <exception cref="ArgumentException">The name is empty, <c>.</c> or <c>..</c>: no address can hold it, and the request would reach another one.</exception>
    public static string Segment(string name) => name is "" or "." or ".."
        ? throw new ArgumentException("a name that is empty, '.' or '..' cannot be part of an address", nameof(name))
        : Uri.EscapeDataString(name);

    public static JsonContent Json<T>(T value, JsonTypeInfo<T> type) => JsonContent.Create(value, type);

    /// <summary>The body of an answer that has one.</summary>
    /// <exception cref="AgentUnavailableException">The answer broke off, or is none of an agent.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false)
                ?? throw new JsonException("the answer is empty");
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            throw new AgentUnavailableException($"the answer of the agent cannot be read: {e.Message}", e);
        }
    }

    public static Task<ProblemView> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        ReadAsync(response, ContractsJson.Default.ProblemView, cancellationToken);

    /// <summary>Sends a request without further headers.</summary>
    /// <inheritdoc cref="SendAsync(HttpRequestMessage, IReadOnlyCollection{HttpStatusCode}, CancellationToken)"/>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? body, IReadOnlyCollection<HttpStatusCode> expected, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        return await SendAsync(request, expected, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="request">Its address is a path of the agent.</param>
    /// <param name="expected">Errors that the caller reads itself.</param>
    /// <exception cref="AgentProblemException">Any other error.</exception>
    /// <exception cref="AgentUnavailableException">No answer, or 503: whether it was done is unknown.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, IReadOnlyCollection<HttpStatusCode> expected, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(options.Agent, request.RequestUri!);
        var response = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode || expected.Contains(response.StatusCode))
        {
            return response;
        }

        using (response)
        {
            throw await FailureOfAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Timeout, TimeProvider.System);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token());
            return await http.SendAsync(request, bound.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AgentUnavailableException($"the agent at {options.Agent} does not answer: {e.Message}", e);
        }
    }

    private static async Task<Exception> FailureOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != ProblemTypes.ContentType)
        {
            return new AgentUnavailableException($"the agent answered {(int)response.StatusCode} without a reason");
        }

        var problem = await ReadProblemAsync(response, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.ServiceUnavailable
            ? new AgentUnavailableException(problem.Detail ?? problem.Title)
            : new AgentProblemException(problem);
    }
}
