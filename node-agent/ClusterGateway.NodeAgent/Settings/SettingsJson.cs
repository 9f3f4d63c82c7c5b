using System.Text.Json.Serialization;
using ClusterGateway.NodeAgent.Settings.Replication;

namespace ClusterGateway.NodeAgent.Settings;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SettingRecord))]
[JsonSerializable(typeof(SettingsHeadRecord))]
[JsonSerializable(typeof(SettingsStepRecord))]
[JsonSerializable(typeof(SettingsCopyRecord))]
[JsonSerializable(typeof(List<SettingsAsideRecord>))]
internal sealed partial class SettingsJson : JsonSerializerContext;
