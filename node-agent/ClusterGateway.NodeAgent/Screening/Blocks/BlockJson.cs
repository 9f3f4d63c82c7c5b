using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Screening.Blocks;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BlockRecord))]
internal sealed partial class BlockJson : JsonSerializerContext;
