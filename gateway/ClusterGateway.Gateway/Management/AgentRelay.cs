using System.Net.Http.Headers;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.Gateway.Management;

/// <summary>
/// Hands a caller's request on to any agent that answers, with the caller's own token, and the answer back as it comes. The next agent
/// is asked only when the connection failed, so nothing is done twice.
/// </summary>
internal sealed class AgentRelay(AgentList agents, AgentHttp http)
{
    private static readonly string[] PassedBack = ["Location", "Retry-After", "ETag", "Cache-Control"];

    public async Task RelayAsync(HttpContext context, string pathAndQuery)
    {
        var body = await ReadBodyAsync(context.Request, context.RequestAborted);
        foreach (var agent in agents.All)
        {
            try
            {
                using var response = await http.StreamAsync(RequestFor(context.Request, new Uri(agent, pathAndQuery), body), context.RequestAborted);
                await AnswerAsync(context.Response, response);
                return;
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError && !context.Response.HasStarted)
            {
                // This one is down: the next.
            }
            catch (Exception exception) when (exception is HttpRequestException or TimeoutException && !context.Response.HasStarted)
            {
                await Problem.Of(ProblemTypes.GatewayTimeout, $"the agent {agent} took the request and did not answer; look whether it was done").ExecuteAsync(context);
                return;
            }
        }

        await Problem.Of(ProblemTypes.BadGateway, "no agent answers").ExecuteAsync(context);
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static HttpRequestMessage RequestFor(HttpRequest caller, Uri target, byte[] body)
    {
        var request = new HttpRequestMessage(new HttpMethod(caller.Method), target);
        request.Headers.TryAddWithoutValidation("Authorization", caller.Headers.Authorization.ToString());
        if (caller.Headers.Accept.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept", caller.Headers.Accept.ToString());
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
