using System.Net;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;

namespace ClusterGateway.Client.DocumentLocks;

/// <summary>Locks of documents, the same on every node: one for a file, held by whoever presents its id.</summary>
public sealed class DocumentLocksClient
{
    private readonly AgentConnection _agent;

    internal DocumentLocksClient(AgentConnection agent) => _agent = agent;

    /// <summary>Takes the lock, or refreshes it when it is held under the same id.</summary>
    public Task<LockAttempt> TakeAsync(string resource, LockRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(resource, "", AgentConnection.Json(request, ContractsJson.Default.LockRequest), cancellationToken);

    public Task<LockAttempt> RefreshAsync(string resource, LockRefreshRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(resource, "/refresh", AgentConnection.Json(request, ContractsJson.Default.LockRefreshRequest), cancellationToken);

    /// <summary>Another id in one step: the file is never unlocked in between.</summary>
    public Task<LockAttempt> SwapAsync(string resource, LockSwapRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(resource, "/swap", AgentConnection.Json(request, ContractsJson.Default.LockSwapRequest), cancellationToken);

    public Task<LockAttempt> ReleaseAsync(string resource, LockReleaseRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(resource, "/release", AgentConnection.Json(request, ContractsJson.Default.LockReleaseRequest), cancellationToken);

    /// <summary>Null when the file is not locked.</summary>
    public async Task<LockView?> FindAsync(string resource, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Get, PathOf(resource), body: null, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await AgentConnection.ReadAsync(response, ContractsJson.Default.LockView, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="prefix">What the names of the files begin with; null for all.</param>
    public IAsyncEnumerable<LockView> ListAsync(string? prefix, CancellationToken cancellationToken) =>
        _agent.ReadAsync("/v1/locks", ContractsJson.Default.PageLockView, [("prefix", prefix)], cancellationToken);

    private static string PathOf(string resource) => $"/v1/locks/{AgentConnection.Segment(resource)}";

    private async Task<LockAttempt> ChangeAsync(string resource, string action, HttpContent body, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Post, PathOf(resource) + action, body, [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Conflict)
        {
            var problem = await AgentConnection.ReadProblemAsync(response, cancellationToken).ConfigureAwait(false);
            return new LockAttempt(Succeeded: false, Lock: null, Text(problem.Extensions, "currentLockId") ?? "", Text(problem.Extensions, "owner"));
        }

        return response.StatusCode == HttpStatusCode.NoContent
            ? new LockAttempt(Succeeded: true)
            : new LockAttempt(Succeeded: true, await AgentConnection.ReadAsync(response, ContractsJson.Default.LockView, cancellationToken).ConfigureAwait(false));
    }

    private static string? Text(IDictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
