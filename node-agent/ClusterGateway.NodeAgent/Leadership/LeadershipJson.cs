using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>JSON of what this feature stores.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LeaseRecord))]
[JsonSerializable(typeof(TermRecord))]
[JsonSerializable(typeof(HandOverRecord))]
[JsonSerializable(typeof(FailsafeRecord))]
[JsonSerializable(typeof(PauseRecord))]
[JsonSerializable(typeof(ReleasedRecord))]
[JsonSerializable(typeof(SwitchoverRecord))]
[JsonSerializable(typeof(RememberedTerm))]
internal sealed partial class LeadershipJson : JsonSerializerContext;
