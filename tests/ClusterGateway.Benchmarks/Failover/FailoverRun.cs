namespace ClusterGateway.Benchmarks.Failover;

/// <summary>What one fault did.</summary>
/// <param name="Served">From the fault to the first answer of another primary.</param>
/// <param name="LongestWait">Of an admin request.</param>
/// <param name="Vacancy">From the release of the role to the next election, by the store's clock; null when it was not released.</param>
/// <param name="Failed">Admin requests that failed.</param>
internal sealed record FailoverRun(TimeSpan Served, TimeSpan LongestWait, TimeSpan? Vacancy, int Failed);
