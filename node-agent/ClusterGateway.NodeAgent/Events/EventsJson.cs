using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>JSON of what this feature stores.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventRecord))]
[JsonSerializable(typeof(EventHead))]
[JsonSerializable(typeof(EventsRemoved))]
internal sealed partial class EventsJson : JsonSerializerContext;
