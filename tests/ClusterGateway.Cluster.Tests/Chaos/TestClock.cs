namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>One monotonic clock for all that is recorded of a run.</summary>
internal sealed class TestClock
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_start);
}
