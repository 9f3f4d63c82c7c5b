namespace ClusterGateway.Testing.Telemetry.Otlp;

/// <summary>A field as it is on the wire: a number, or bytes (a text, a message, or packed numbers).</summary>
internal readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes);
