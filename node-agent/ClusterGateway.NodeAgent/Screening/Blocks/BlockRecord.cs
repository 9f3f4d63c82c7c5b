using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Screening.Blocks;

/// <summary>A block; its end is the entry's time to live.</summary>
internal sealed record BlockRecord(string Reason, string? Scope, string Actor, DateTimeOffset BlockedAt)
{
    /// <summary>What a newer version has written beside it: kept.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
