namespace ClusterGateway.Benchmarks.Load;

/// <summary>What one run of a load generator measured.</summary>
/// <param name="Rate">Operations a second.</param>
/// <param name="P50">Of the time of one operation, in milliseconds; likewise <paramref name="P99"/>.</param>
/// <param name="Errors">Operations that failed, or whose answer was not the expected one.</param>
internal sealed record LoadResult(double Rate, double P50, double P99, long Errors = 0)
{
    /// <summary>In milliseconds; null when the generator does not tell.</summary>
    public double? P999 { get; init; }

    /// <summary>Operations a second that were to be started, whatever the answers take; null when each client waits for its answer.</summary>
    public double? Asked { get; init; }

    /// <summary>All of them, which the processor time is divided by.</summary>
    public long Requests { get; init; }
}
