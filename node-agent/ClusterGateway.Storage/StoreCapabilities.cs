namespace ClusterGateway.Storage;

/// <summary>What a store promises, honestly; shown by the status pages.</summary>
/// <param name="Provider">The configured name: <c>sqlite</c>, <c>postgresql</c>, <c>redis</c>, <c>memory</c>.</param>
/// <param name="SharedAcrossHosts">Whether nodes on several machines may share it.</param>
/// <param name="Linearizable">Whether each entry's history is linearizable while no acknowledged write is lost.</param>
/// <param name="Durability">What acknowledged writes may be lost, in a sentence.</param>
/// <param name="Warnings">How this very store is configured against its promise; empty when it is not.</param>
public sealed record StoreCapabilities(
    string Provider, bool SharedAcrossHosts, bool Linearizable, string Durability, IReadOnlyList<string> Warnings);
