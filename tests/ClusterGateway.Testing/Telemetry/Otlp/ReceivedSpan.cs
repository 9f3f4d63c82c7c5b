namespace ClusterGateway.Testing.Telemetry.Otlp;

/// <summary>A span as a collector gets it; ids in hexadecimal, the parent's empty for the first of a trace.</summary>
/// <param name="Kind">1 internal, 2 server, 3 client (opentelemetry.proto.trace.v1.Span.SpanKind).</param>
public sealed record ReceivedSpan(
    ReceivedResource Resource, string TraceId, string SpanId, string ParentSpanId, string Name, int Kind, IReadOnlyDictionary<string, string> Attributes);
