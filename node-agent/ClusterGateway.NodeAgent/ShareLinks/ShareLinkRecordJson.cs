using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.ShareLinks;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShareLinkRecord))]
[JsonSerializable(typeof(ShareLinkCopyRecord))]
[JsonSerializable(typeof(GrantRecord))]
[JsonSerializable(typeof(DownloadsRecord))]
internal sealed partial class ShareLinkRecordJson : JsonSerializerContext;
