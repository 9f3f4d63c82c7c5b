namespace ClusterGateway.NodeAgent.Events;

/// <summary>An event as it is stored, <c>events/{number}</c>.</summary>
/// <param name="Uid">Chosen before it was sent, so that a writer without an answer can tell whether it was written.</param>
/// <param name="Time">By the store's clock.</param>
internal sealed record EventRecord(
    string Uid, DateTimeOffset Time, string Type, string? Node, long? Term, string? Reason, string? Actor, string? Detail);
