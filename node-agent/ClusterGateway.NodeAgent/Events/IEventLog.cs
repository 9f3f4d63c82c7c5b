using ClusterGateway.Contracts.Events;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>The cluster's log of what happened, one order for all nodes.</summary>
internal interface IEventLog
{
    /// <summary>Writes the event as soon as the store lets it; never blocks nor fails the action it tells of.</summary>
    void Append(EventRequest happened, long? term = null);

    /// <summary>
    /// What writes the event in the same commit as what it tells of, so that there is never one without the other. A conflict at it means only
    /// that another event came first.
    /// </summary>
    Task<IReadOnlyList<StoreOperation>> InCommitAsync(EventRequest happened, CancellationToken cancellationToken);

    /// <summary>Writes the event now and answers it with its id.</summary>
    Task<EventView> AppendAsync(EventRequest happened, CancellationToken cancellationToken);
}
