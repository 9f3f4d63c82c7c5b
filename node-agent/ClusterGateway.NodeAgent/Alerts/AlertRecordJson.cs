using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>JSON of what this feature stores.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(CamelCaseEnumConverter<AlertSeverity>), typeof(CamelCaseEnumConverter<AlertMessageKind>)])]
[JsonSerializable(typeof(AlertRecord))]
internal sealed partial class AlertRecordJson : JsonSerializerContext;
