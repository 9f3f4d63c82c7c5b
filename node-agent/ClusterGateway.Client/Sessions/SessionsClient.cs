using System.Net;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Sessions;

namespace ClusterGateway.Client.Sessions;

/// <summary>
/// Which node, and which process on it, holds which session. References only: of a session's content nothing leaves the node. A session's
/// id here is a hash or a separate id, never the value of its cookie.
/// </summary>
public sealed class SessionsClient
{
    private readonly AgentConnection _agent;

    internal SessionsClient(AgentConnection agent) => _agent = agent;

    /// <summary>Says that this process holds the session; refreshes it when it did already.</summary>
    public async Task<SessionAttempt> PutAsync(string id, SessionRequest request, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Put, PathOf(id), AgentConnection.Json(request, ContractsJson.Default.SessionRequest),
            [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return new SessionAttempt(
                await AgentConnection.ReadAsync(response, ContractsJson.Default.SessionView, cancellationToken).ConfigureAwait(false),
                ETag: response.Headers.ETag?.ToString());
        }

        var problem = await AgentConnection.ReadProblemAsync(response, cancellationToken).ConfigureAwait(false);
        return new SessionAttempt(Session: null, problem.Extensions.TryGetValue("node", out var node) ? node.GetString() : null);
    }

    /// <summary>
    /// The session is in use. Null when nobody knows it any more, and it must be put again. Whoever it names has it: another node or instance
    /// than the caller's own means that it was taken over, and is not the caller's to touch again.
    /// </summary>
    public async Task<SessionView?> TouchAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Post, PathOf(id) + "/touch", body: null, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await AgentConnection.ReadAsync(response, ContractsJson.Default.SessionView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The session ended. Also right when it is not known.</summary>
    /// <param name="etag">As it was put: one that somebody else has by now stays. Null ends it whoever has it.</param>
    public async Task DeleteAsync(string id, string? etag, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, PathOf(id));
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        HttpStatusCode[] expected = etag is null ? [] : [HttpStatusCode.PreconditionFailed];
        using var response = await _agent.SendAsync(request, expected, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What an application does when it starts: sessions of its earlier processes on this node died with them.</summary>
    public async Task DeleteOthersAsync(string node, string instance, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Delete, $"/v1/sessions?node={Uri.EscapeDataString(node)}&instanceNot={Uri.EscapeDataString(instance)}",
            body: null, expected: [], cancellationToken).ConfigureAwait(false);
    }

    /// <param name="user">Null for anybody's.</param>
    /// <param name="node">Null for any node's.</param>
    public IAsyncEnumerable<SessionView> ListAsync(string? user, string? node, CancellationToken cancellationToken) =>
        _agent.ReadAsync("/v1/sessions", ContractsJson.Default.PageSessionView, [("user", user), ("node", node)], cancellationToken);

    private static string PathOf(string id) => $"/v1/sessions/{AgentConnection.Segment(id)}";
}
