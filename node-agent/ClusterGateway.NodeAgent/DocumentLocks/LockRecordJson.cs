using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.DocumentLocks;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LockRecord))]
internal sealed partial class LockRecordJson : JsonSerializerContext;
