namespace ClusterGateway.NodeAgent.Events;

/// <summary>Events behind the reader's cursor were removed before it read them.</summary>
internal sealed class EventsGoneException() : Exception("events behind this one were removed; read again without 'after'");
