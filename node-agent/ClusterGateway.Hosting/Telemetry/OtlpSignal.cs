namespace ClusterGateway.Hosting.Telemetry;

/// <summary>What telemetry is made of; the names are those in the standard variables (<c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>).</summary>
internal enum OtlpSignal
{
    Traces,
    Metrics,
    Logs,
}
