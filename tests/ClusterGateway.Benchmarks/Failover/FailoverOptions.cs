namespace ClusterGateway.Benchmarks.Failover;

/// <param name="Stores">As the agents' configuration names them.</param>
/// <param name="Profiles">Of the leadership.</param>
/// <param name="Runs">How often each fault is repeated.</param>
internal sealed record FailoverOptions(IReadOnlyList<string> Stores, IReadOnlyList<string> Profiles, int Runs);
