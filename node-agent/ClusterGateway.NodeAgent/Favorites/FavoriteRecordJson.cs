using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Favorites;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FavoriteRecord))]
internal sealed partial class FavoriteRecordJson : JsonSerializerContext;
