using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Screening.Counting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PairRecord))]
[JsonSerializable(typeof(OffencesRecord))]
internal sealed partial class CountingJson : JsonSerializerContext;
