using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>The newest step: every write of settings changes this entry, so that they happen one after another.</summary>
internal sealed record SettingsHeadRecord(long Revision, string Id)
{
    /// <summary>What a newer version has written beside it: kept.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>By the step alone.</summary>
    public bool Equals(SettingsHeadRecord? other) => other is not null && (Revision, Id) == (other.Revision, other.Id);

    public override int GetHashCode() => HashCode.Combine(Revision, Id);
}
