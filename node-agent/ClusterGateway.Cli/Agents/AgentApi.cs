using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.Cli.Agents;

/// <summary>The API of the first agent that answers; docs of it are at <c>/openapi/v1.json</c> of any agent.</summary>
internal sealed class AgentApi : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly IReadOnlyList<Uri> _agents;
    private Uri? _chosen;

    public AgentApi(IReadOnlyList<Uri> agents, AgentAccess access)
    {
        _agents = agents;
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            SslOptions = { CertificateChainPolicy = access.Trust },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = access.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
    }

    /// <summary>A segment of a path.</summary>
    public static string Segment(string name) => name is "" or "." or ".."
        ? throw new UsageException($"'{name}' cannot be a name")
        : Uri.EscapeDataString(name);

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, content: null, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    /// <summary>As <see cref="GetAsync"/>; null when there is no such thing.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync(path, type, cancellationToken);
        }
        catch (AgentRefusedException exception) when (exception.Problem.Name == ProblemTypes.NotFound)
        {
            return null;
        }
    }

    /// <summary>A list, page after page.</summary>
    /// <param name="path">With a query, or none.</param>
    public async IAsyncEnumerable<T> ListAsync<T>(string path, JsonTypeInfo<Page<T>> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var cursor = after is null ? "" : $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={Uri.EscapeDataString(after)}";
            var page = await GetAsync(path + cursor, type, cancellationToken);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    public async Task PostAsync(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, content, cancellationToken);
    }

    /// <summary>As <see cref="PostAsync(string, HttpContent?, CancellationToken)"/> without a body, for what answers with something.</summary>
    public async Task<T> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, content: null, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    /// <summary>As <see cref="PostAsync{T}"/>, in place of what has this ETag, or as the first when it is null.</summary>
    public async Task<T> PutAsync<T>(string path, HttpContent content, string? tag, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = content };
        request.Headers.TryAddWithoutValidation(tag is null ? "If-None-Match" : "If-Match", tag ?? "*");
        using var response = await AnswerAsync(request, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    /// <summary>The ETag of what is there; null when there is no such thing.</summary>
    public async Task<string?> FindTagAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Get, path, content: null, cancellationToken);
            return response.Headers.ETag?.ToString();
        }
        catch (AgentRefusedException exception) when (exception.Problem.Name == ProblemTypes.NotFound)
        {
            return null;
        }
    }

    /// <param name="tag">Of what is removed; null to remove whatever is there.</param>
    public async Task DeleteAsync(string path, string? tag, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        using var response = await AnswerAsync(request, cancellationToken);
    }

    /// <summary>Any request, for what answers with something.</summary>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(request, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    /// <summary>An answer that goes on until the agent stops, or the token is canceled.</summary>
    public async Task<HttpResponseMessage> StreamAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" } } };
        return await AnswerAsync(request, cancellationToken);
    }

    /// <summary>The status of an open path, whatever it is.</summary>
    public async Task<int> StatusAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(path, cancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>What <c>/readyz</c> says is missing; null when it is ready.</summary>
    public async Task<string?> NotReadyAsync(CancellationToken cancellationToken)
    {
        using var response = await OpenAsync("/readyz", cancellationToken);
        return response.IsSuccessStatusCode ? null : (await response.Content.ReadAsStringAsync(cancellationToken)).Trim().ReplaceLineEndings("; ");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await AnswerAsync(request, cancellationToken, whatever: true);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await AnswerAsync(request, cancellationToken);
    }

    /// <summary>Only what no agent has received is sent to the next one.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken, bool whatever = false, bool redirects = true)
    {
        var path = request.RequestUri!;
        var failures = new List<string>();
        foreach (var agent in _chosen is null ? _agents : [_chosen])
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            using var attempt = CopyOf(request, new Uri(agent, path));
            try
            {
                var response = await _http.SendAsync(attempt, HttpCompletionOption.ResponseHeadersRead, bound.Token);
                _chosen = agent;
                return whatever || response.IsSuccessStatusCode ? response
                    : response is { StatusCode: HttpStatusCode.Conflict, Headers.Location.IsAbsoluteUri: true } && redirects ? await AtPrimaryAsync(request, response, cancellationToken)
                    : throw await FailureOfAsync(agent, response, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
            {
                failures.Add(exception.HttpRequestError is HttpRequestError.SecureConnectionError
                    ? $"{agent} is not believed: {exception.GetBaseException().Message} Name its authority with --agents-ca"
                    : $"{agent} cannot be reached: {exception.Message}");
                attempt.Content = null; // The next agent is sent the same.
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                throw new AgentUnreachableException($"the agent at {agent} gave no answer: look whether it was done before you try again", exception);
            }
        }

        throw new AgentUnreachableException($"no agent answers: {string.Join("; ", failures)}. Give the URL of one that runs with --agent");
    }

    /// <summary>Some writes are the primary's only; any other agent says where that is, and wrote nothing. Once: the role may move on meanwhile.</summary>
    private async Task<HttpResponseMessage> AtPrimaryAsync(HttpRequestMessage request, HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        using (refused)
        {
            _chosen = new Uri(refused.Headers.Location!.GetLeftPart(UriPartial.Authority));
            return await AnswerAsync(request, cancellationToken, redirects: false);
        }
    }

    private static HttpRequestMessage CopyOf(HttpRequestMessage request, Uri address)
    {
        var copy = new HttpRequestMessage(request.Method, address) { Content = request.Content };
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }

    private static async Task<Exception> FailureOfAsync(Uri agent, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            if (response.Content.Headers.ContentType?.MediaType != ProblemTypes.ContentType)
            {
                return new AgentUnreachableException($"{agent} answered {(int)response.StatusCode} and is no agent of ClusterGateway");
            }

            var problem = await ReadAsync(response, ContractsJson.Default.ProblemView, cancellationToken);
            return problem.Status == 503
                ? new AgentUnreachableException($"the agent at {agent} cannot tell: {problem.Detail ?? problem.Title}")
                : new AgentRefusedException(problem);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new JsonException("the answer is empty");
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            throw new AgentUnreachableException($"the agent's answer cannot be read: {exception.Message}", exception);
        }
    }
}
