using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Settings;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SettingRecord))]
[JsonSerializable(typeof(SettingsHeadRecord))]
[JsonSerializable(typeof(SettingsStepRecord))]
[JsonSerializable(typeof(SettingsCopyRecord))]
[JsonSerializable(typeof(List<SettingsAsideRecord>))]
internal sealed partial class SettingsJson : JsonSerializerContext;
