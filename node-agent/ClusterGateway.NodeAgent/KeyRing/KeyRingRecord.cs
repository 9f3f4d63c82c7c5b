using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.KeyRing;

/// <summary>An element of the key ring as it is stored, encrypted by the gateways.</summary>
internal sealed record KeyRingRecord(string Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeyRingRecord))]
internal sealed partial class KeyRingRecordJson : JsonSerializerContext;
