using System.Diagnostics.Metrics;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>Buckets that fit what is measured; the defaults of OpenTelemetry are for milliseconds.</summary>
public static class HistogramBounds
{
    /// <summary>How long there was no primary, in seconds: from a planned hand-over to a lost store.</summary>
    public static InstrumentAdvice<double> Vacancy { get; } = new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 4, 8, 12, 20, 40, 60] };
}
