using System.Net;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.Client.ShareLinks;

/// <summary>Links that anybody who has them may open, with password, end and download limit, on every node.</summary>
public sealed class ShareLinksClient
{
    private readonly AgentConnection _agent;

    internal ShareLinksClient(AgentConnection agent) => _agent = agent;

    /// <summary>The token is in the answer, and nowhere again.</summary>
    /// <param name="idempotencyKey">Sent again within ten minutes, it answers the same link, with a new token; null to do without.</param>
    public async Task<NewShareLinkView> CreateAsync(ShareLinkRequest link, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/links")
        {
            Content = AgentConnection.Json(link, ContractsJson.Default.ShareLinkRequest),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await _agent.SendAsync(request, expected: [], cancellationToken).ConfigureAwait(false);
        return await AgentConnection.ReadAsync(response, ContractsJson.Default.NewShareLinkView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<TaggedShareLink?> FindAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Get, PathOf(id), body: null, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : new TaggedShareLink(
                await AgentConnection.ReadAsync(response, ContractsJson.Default.ShareLinkView, cancellationToken).ConfigureAwait(false),
                response.Headers.ETag!.ToString());
    }

    /// <param name="owner">Null for anybody's.</param>
    /// <param name="target">Null for anything.</param>
    public IAsyncEnumerable<ShareLinkView> ListAsync(string? owner, string? target, CancellationToken cancellationToken) =>
        _agent.ReadAsync("/v1/links", ContractsJson.Default.PageShareLinkView, [("owner", owner), ("target", target)], cancellationToken);

    /// <exception cref="AgentProblemException">Among others: somebody changed it since it was read (412).</exception>
    public async Task ChangeAsync(string id, string etag, ShareLinkPatch patch, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, PathOf(id))
        {
            Content = AgentConnection.Json(patch, ContractsJson.Default.ShareLinkPatch),
        };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await _agent.SendAsync(request, expected: [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the link at once, on every node. Also right when there is none.</summary>
    public async Task RevokeAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Delete, PathOf(id), body: null, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
    }

    public async Task<ResolveAttempt> ResolveAsync(ResolveRequest visit, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Post, "/v1/links/resolve", AgentConnection.Json(visit, ContractsJson.Default.ResolveRequest),
            [HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests], cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            var grant = await AgentConnection.ReadAsync(response, ContractsJson.Default.GrantView, cancellationToken).ConfigureAwait(false);
            return new ResolveAttempt(ResolveOutcome.Granted, grant);
        }

        var problem = await AgentConnection.ReadProblemAsync(response, cancellationToken).ConfigureAwait(false);
        return problem.Name switch
        {
            ProblemTypes.PasswordRequired => new ResolveAttempt(ResolveOutcome.PasswordRequired),
            ProblemTypes.PasswordWrong => new ResolveAttempt(ResolveOutcome.PasswordWrong),
            ProblemTypes.RateLimited => new ResolveAttempt(ResolveOutcome.TooManyAttempts, RetryAfter: response.Headers.RetryAfter?.Delta),
            ProblemTypes.NotFound => new ResolveAttempt(ResolveOutcome.NotFound),
            _ => throw new AgentProblemException(problem),
        };
    }

    /// <summary>Counts the download of a grant, once however often it is called; false when the link's end or limit has come.</summary>
    public async Task<bool> ConsumeAsync(string grant, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            HttpMethod.Post, "/v1/links/consume", AgentConnection.Json(new ConsumeRequest { Grant = grant }, ContractsJson.Default.ConsumeRequest),
            [HttpStatusCode.Gone], cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    private static string PathOf(string id) => $"/v1/links/{AgentConnection.Segment(id)}";
}
