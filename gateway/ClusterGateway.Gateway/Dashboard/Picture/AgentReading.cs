using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>What agents tell whoever has the admin token.</summary>
internal sealed class AgentReading(AgentRelay relay, TimeProvider time)
{
    /// <summary>For a page that is worth showing without it.</summary>
    /// <returns>What was read; or why it was not, as a sentence.</returns>
    public static async Task<(T? Found, string? Failure)> TryAsync<T>(Task<T> reading)
        where T : class
    {
        try
        {
            return (await reading, null);
        }
        catch (HttpRequestException exception)
        {
            return (null, $"The agents cannot tell: {exception.Message}.");
        }
    }

    /// <exception cref="HttpRequestException">No agent answers, or the one that does refuses; the message says why.</exception>
    public async Task<T> GetAsync<T>(AgentCaller caller, string pathAndQuery, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await AskAsync(caller, new AgentRequest(HttpMethod.Get, pathAndQuery), type, cancellationToken)).Value;

    /// <returns>Null when there is no such thing.</returns>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<Tagged<T>?> FindAsync<T>(AgentCaller caller, string pathAndQuery, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(caller, new AgentRequest(HttpMethod.Get, pathAndQuery), type, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc cref="GetAsync"/>
    public async Task<Tagged<T>> AskAsync<T>(AgentCaller caller, AgentRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var (answer, failure) = await relay.AskAsync(caller, request, cancellationToken);
        if (answer is null)
        {
            throw new HttpRequestException(failure!.Detail);
        }

        using var bound = new CancellationTokenSource(AgentHttp.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            using (answer)
            {
                return answer.IsSuccessStatusCode
                    ? new((await answer.Content.ReadFromJsonAsync(type, either.Token))!, answer.Headers.ETag?.ToString())
                    : throw new HttpRequestException(await Refusal.ReadAsync(answer, either.Token), null, answer.StatusCode);
            }
        }
        catch (Exception exception) when (exception is JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("the answer of the agent cannot be read", exception);
        }
    }
}
