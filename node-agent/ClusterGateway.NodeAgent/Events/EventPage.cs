using ClusterGateway.Contracts.Events;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>Events behind a cursor, oldest first, and where the reader is after them.</summary>
internal sealed record EventPage(IReadOnlyList<EventView> Events, EventCursor Next);
