using ClusterGateway.Contracts.Events;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>The cluster's log of what happened, one order for all nodes.</summary>
internal interface IEventLog
{
    /// <summary>Writes the event as soon as the store lets it; never blocks nor fails the action it tells of.</summary>
    void Append(EventRequest happened, long? term = null);

    /// <summary>Writes the event now and answers it with its id.</summary>
    Task<EventView> AppendAsync(EventRequest happened, CancellationToken cancellationToken);
}
