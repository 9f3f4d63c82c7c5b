using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Records;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AttemptsRecord))]
internal sealed partial class AttemptsJson : JsonSerializerContext;
