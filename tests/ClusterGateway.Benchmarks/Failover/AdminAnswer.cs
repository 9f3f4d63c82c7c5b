namespace ClusterGateway.Benchmarks.Failover;

/// <summary>One admin request through the gateway, in time since the load began.</summary>
/// <param name="Node">Who answered; null when the request failed.</param>
internal sealed record AdminAnswer(TimeSpan Began, TimeSpan Ended, string? Node)
{
    public TimeSpan Took => Ended - Began;
}
