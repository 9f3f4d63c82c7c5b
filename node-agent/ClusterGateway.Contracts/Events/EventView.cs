namespace ClusterGateway.Contracts.Events;

/// <summary>Something that happened in the cluster. <see cref="Id"/> orders them all and is the cursor of <c>?after=</c>.</summary>
/// <param name="Type">Noun and participle: <c>PrimaryElected</c>, <c>NodeDrained</c>; listed in docs/operations/events.md.</param>
/// <param name="Time">By the store's clock.</param>
/// <param name="Node">The node it is about; null when it is about the cluster.</param>
/// <param name="Term">The leader's term in which it happened, where one is known.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Actor">Who asked for it: a node id, a person's name, or an application; null when nobody did.</param>
public sealed record EventView(
    string Id, DateTimeOffset Time, string Type, string? Node, long? Term, string? Reason, string? Actor, string? Detail);
