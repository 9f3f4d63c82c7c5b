namespace ClusterGateway.Benchmarks.Failover;

internal sealed record FailoverResult(string Store, string Profile, string Fault, IReadOnlyList<FailoverRun> Runs);
