using System.Net.Http.Headers;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.Gateway.Management;

/// <summary>
/// Hands a caller's request on to any agent that answers, with the caller's own token and address, and the answer back as it comes. The
/// next agent is asked only when the connection failed, so nothing is done twice.
/// </summary>
internal sealed class AgentRelay(AgentList agents, AgentHttp http)
{
    private static readonly string[] PassedBack = ["Location", "Retry-After", "ETag", "Cache-Control"];

    public async Task RelayAsync(HttpContext context, string pathAndQuery)
    {
        var body = await ReadBodyAsync(context.Request, context.RequestAborted);
        var accept = context.Request.Headers.Accept.ToString();
        var (answer, failure) = await AskAsync(
            AgentCaller.Of(context), new HttpMethod(context.Request.Method), pathAndQuery, body, context.RequestAborted, accept);
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
    /// <param name="body">JSON; empty for none.</param>
    /// <returns>The answer, whatever its status, as soon as its headers are there; or why there is none.</returns>
    public async Task<(HttpResponseMessage? Answer, Problem? Failure)> AskAsync(
        AgentCaller caller, HttpMethod method, string pathAndQuery, byte[] body, CancellationToken cancellationToken, string accept = "application/json")
    {
        foreach (var agent in agents.All)
        {
            try
            {
                return (await http.StreamAsync(RequestFor(caller, method, new Uri(agent, pathAndQuery), body, accept), cancellationToken), null);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
            {
                // This one is down: the next.
            }
            catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
            {
                return (null, Problem.Of(ProblemTypes.GatewayTimeout, $"the agent {agent} took the request and did not answer; look whether it was done"));
            }
        }

        return (null, Problem.Of(ProblemTypes.BadGateway, "no agent answers"));
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static HttpRequestMessage RequestFor(AgentCaller caller, HttpMethod method, Uri target, byte[] body, string accept)
    {
        var request = new HttpRequestMessage(method, target);
        request.Headers.TryAddWithoutValidation("Authorization", caller.Authorization);
        request.Headers.TryAddWithoutValidation(ClusterHeaders.Client, caller.Address);
        if (accept.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return request;
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
