using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>Locks and links, as agents list them for whoever has the admin token.</summary>
internal sealed class SharedState(AgentReading agents, TimeProvider time)
{
    public const int PageSize = 50;

    private readonly Recent<SharedCounts?> _counts = new(null, TimeSpan.FromSeconds(5), time);

    /// <returns>Null while no agent has told.</returns>
    public async Task<SharedCounts?> CountAsync(AgentCaller caller, CancellationToken cancellationToken) => (await _counts.GetAsync(async () =>
    {
        var locks = await agents.GetAsync(caller, "/v1/locks?limit=1&count=true", ContractsJson.Default.PageLockView, cancellationToken);
        var links = await agents.GetAsync(caller, "/v1/links?limit=1&count=true", ContractsJson.Default.PageShareLinkView, cancellationToken);
        return new SharedCounts(locks.Total ?? 0, links.Total ?? 0);
    })).Value;

    /// <exception cref="HttpRequestException">No agent answers, or the one that does refuses; the message says why.</exception>
    public Task<Page<LockView>> LocksAsync(AgentCaller caller, string? prefix, string? after, CancellationToken cancellationToken) => agents.GetAsync(
        caller, "/v1/locks" + Query(("prefix", prefix), ("after", after)), ContractsJson.Default.PageLockView, cancellationToken);

    /// <inheritdoc cref="LocksAsync"/>
    public Task<Page<ShareLinkView>> LinksAsync(AgentCaller caller, string? owner, string? target, string? after, CancellationToken cancellationToken) => agents.GetAsync(
        caller, "/v1/links" + Query(("owner", owner), ("target", target), ("after", after)), ContractsJson.Default.PageShareLinkView, cancellationToken);

    /// <inheritdoc cref="LocksAsync"/>
    public Task<LockView> LockAsync(AgentCaller caller, string resource, CancellationToken cancellationToken) =>
        agents.GetAsync(caller, $"/v1/locks/{Uri.EscapeDataString(resource)}", ContractsJson.Default.LockView, cancellationToken);

    /// <inheritdoc cref="LocksAsync"/>
    public Task<ShareLinkView> LinkAsync(AgentCaller caller, string id, CancellationToken cancellationToken) =>
        agents.GetAsync(caller, $"/v1/links/{Uri.EscapeDataString(id)}", ContractsJson.Default.ShareLinkView, cancellationToken);

    private static string Query(params (string Name, string? Value)[] filters) => $"?count=true&limit={PageSize}" + string.Concat(filters
        .Where(filter => !string.IsNullOrEmpty(filter.Value))
        .Select(filter => $"&{filter.Name}={Uri.EscapeDataString(filter.Value!)}"));
}
