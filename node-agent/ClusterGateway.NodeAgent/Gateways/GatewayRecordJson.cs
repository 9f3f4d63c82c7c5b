using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Gateways;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GatewayRecord))]
internal sealed partial class GatewayRecordJson : JsonSerializerContext;
