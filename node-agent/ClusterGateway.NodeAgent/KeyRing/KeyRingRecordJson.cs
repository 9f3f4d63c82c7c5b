using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.KeyRing;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeyRingRecord))]
internal sealed partial class KeyRingRecordJson : JsonSerializerContext;
