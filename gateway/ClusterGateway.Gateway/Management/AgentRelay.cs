using System.Net;
using System.Net.Http.Headers;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.Gateway.Management;

/// <summary>
/// Hands a caller's request on to the primary's agent, or to any that answers, with the caller's own token and address, and the answer back as it
/// comes. The next agent is asked only when the connection failed or nothing can have been done, so nothing is done twice.
/// </summary>
internal sealed class AgentRelay(AgentList agents, AgentHttp http)
{
    private static readonly string[] PassedBack = ["Location", "Retry-After", "ETag", "Cache-Control"];

    public async Task RelayAsync(HttpContext context, string pathAndQuery)
    {
        var request = new AgentRequest(new HttpMethod(context.Request.Method), pathAndQuery)
        {
            Body = await ReadBodyAsync(context.Request, context.RequestAborted),
            Accept = context.Request.Headers.Accept.ToString(),
        };
        var (answer, failure) = await AskAsync(AgentCaller.Of(context), request, context.RequestAborted);
        if (answer is null)
        {
            await failure!.ExecuteAsync(context);
            return;
        }

        using (answer)
        {
            await AnswerAsync(context.Response, answer);
        }
    }

    /// <summary>Asks in somebody's name.</summary>
    /// <returns>The answer, whatever its status, as soon as its headers are there; or why there is none.</returns>
    public async Task<(HttpResponseMessage? Answer, Problem? Failure)> AskAsync(AgentCaller caller, AgentRequest request, CancellationToken cancellationToken)
    {
        Problem? silent = null;
        foreach (var agent in agents.PrimaryFirst)
        {
            try
            {
                var answer = await SendAsync(caller, request, agent, cancellationToken);
                if (PrimaryNamedBy(answer) is { } primary && primary != agent)
                {
                    answer.Dispose();
                    answer = await SendAsync(caller, request, primary, cancellationToken);
                }

                return (answer, null);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
            {
                // This one is down: the next.
            }
            catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
            {
                silent = Problem.Of(ProblemTypes.GatewayTimeout, $"the agent {agent} took the request and did not answer; look whether it was done");
                if (!request.IsSafe)
                {
                    break;
                }
            }
        }

        return (null, silent ?? Problem.Of(ProblemTypes.BadGateway, "no agent answers"));
    }

    private Task<HttpResponseMessage> SendAsync(AgentCaller caller, AgentRequest request, Uri agent, CancellationToken cancellationToken) =>
        http.StreamAsync(MessageFor(caller, request, agent), cancellationToken);

    /// <summary>The agent that one which is not primary points to. A token goes to none that is not known to be one of the cluster's.</summary>
    private Uri? PrimaryNamedBy(HttpResponseMessage answer) =>
        answer is { StatusCode: HttpStatusCode.Conflict, Headers.Location: { IsAbsoluteUri: true } named }
            ? agents.All.FirstOrDefault(agent => Uri.Compare(agent, named, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0)
            : null;

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static HttpRequestMessage MessageFor(AgentCaller caller, AgentRequest request, Uri agent)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(agent, request.PathAndQuery));
        message.Headers.TryAddWithoutValidation("Authorization", caller.Authorization);
        message.Headers.TryAddWithoutValidation(ClusterHeaders.Client, caller.Address);
        foreach (var (name, value) in request.Headers.Append(new("Accept", request.Accept)).Where(header => header.Value.Length > 0))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (request.Body.Length > 0)
        {
            message.Content = new ByteArrayContent(request.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return message;
    }

    private static async Task AnswerAsync(HttpResponse response, HttpResponseMessage answer)
    {
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var name in PassedBack)
        {
            if (answer.Headers.TryGetValues(name, out var values))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(response.HttpContext.RequestAborted);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, response.HttpContext.RequestAborted)) > 0)
        {
            // Flushed piece by piece: an event stream must not wait for a full buffer.
            await response.Body.WriteAsync(buffer.AsMemory(0, read), response.HttpContext.RequestAborted);
            await response.Body.FlushAsync(response.HttpContext.RequestAborted);
        }
    }
}
