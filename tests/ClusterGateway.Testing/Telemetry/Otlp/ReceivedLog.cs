namespace ClusterGateway.Testing.Telemetry.Otlp;

/// <summary>A line of a log as a collector gets it; the ids are empty where it was written outside of a trace.</summary>
public sealed record ReceivedLog(
    ReceivedResource Resource, string TraceId, string SpanId, string Severity, string Body, IReadOnlyDictionary<string, string> Attributes);
