namespace ClusterGateway.Contracts.Nodes;

/// <summary>How far the drain of a node is.</summary>
/// <param name="Sessions">Whom it waits for; null while nobody can know that.</param>
/// <param name="CountedBy">By what they are counted.</param>
/// <param name="Remaining">Seconds until the deadline: then the node goes to maintenance, whoever is left.</param>
public sealed record DrainView(long? Sessions, SessionSource CountedBy, double Remaining);
