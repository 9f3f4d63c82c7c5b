using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Screening;

namespace ClusterGateway.Gateway.Agents;

/// <summary>
/// Calls to agents with the gateway's token. Those without an agent argument ask the agents one after another, the last that answered first,
/// until one does; when none does they throw <see cref="HttpRequestException"/>.
/// </summary>
internal interface IAgentClient
{
    Task<SelfView> GetSelfAsync(Uri agent, CancellationToken cancellationToken);

    /// <summary>All members, page by page, as this agent lists them.</summary>
    Task<IReadOnlyList<NodeView>> GetMembersAsync(Uri agent, CancellationToken cancellationToken);

    /// <summary>The gateways that are alive.</summary>
    Task<Page<GatewayView>> GetGatewaysAsync(CancellationToken cancellationToken);

    /// <summary>Who is primary, as an agent knows it.</summary>
    Task<LeaderView> GetLeaderAsync(CancellationToken cancellationToken);

    /// <summary>Events behind a cursor, oldest first, as many as a page holds.</summary>
    /// <param name="after">Null for the oldest that is kept. When it was pruned, the exception's status is 410.</param>
    Task<Page<EventView>> GetEventsAsync(string? after, CancellationToken cancellationToken);

    Task<KeyRingView> GetKeyRingAsync(CancellationToken cancellationToken);

    /// <returns>False when the ring was not empty and <see cref="KeyRingRequest.First"/> was asked for.</returns>
    Task<bool> AddKeyRingElementAsync(KeyRingRequest request, CancellationToken cancellationToken);

    /// <summary>Which networks are blocked: at once when that is another list than the known one, otherwise when it changes, or after a while.</summary>
    /// <param name="known">Null for whoever has none.</param>
    /// <returns>The list, null when it is still the known one; and its tag.</returns>
    Task<(BlockListView? List, BlockAnswerTag? Tag)> GetBlocksAsync(BlockAnswerTag? known, CancellationToken cancellationToken);

    /// <summary>Has a log-in counted by all.</summary>
    Task<AttemptView> ReportAttemptAsync(AttemptRequest request, CancellationToken cancellationToken);

    /// <summary>The certificates; answers when their revision is another than <paramref name="since"/>, or the wait is over.</summary>
    /// <param name="since">Null for what there is now.</param>
    Task<CertificateListView> GetCertificatesAsync(long? since, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>A version with its private key.</summary>
    Task<CertificateBundleView> GetCertificateBundleAsync(string name, long version, CancellationToken cancellationToken);

    Task PutGatewayAsync(string id, GatewayReport report, CancellationToken cancellationToken);
}
