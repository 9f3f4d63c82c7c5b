namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>Both clocks of this machine at one moment.</summary>
internal readonly record struct ClockReading(long Timestamp, DateTimeOffset Utc)
{
    public static ClockReading Take(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());
}
