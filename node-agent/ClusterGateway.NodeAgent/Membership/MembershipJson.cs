using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>JSON of what this feature stores.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(CamelCaseEnumConverter<AdministrativeState>), typeof(CamelCaseEnumConverter<Health>)])]
[JsonSerializable(typeof(MemberRecord))]
[JsonSerializable(typeof(AliveRecord))]
[JsonSerializable(typeof(RefusedRecord))]
[JsonSerializable(typeof(IReadOnlyList<MemberRecord>))]
internal sealed partial class MembershipJson : JsonSerializerContext;
