using System.Text.Json;

namespace ClusterGateway.Contracts.Settings;

/// <summary>One setting of the cluster.</summary>
/// <param name="Key">Opaque; 1–512 characters.</param>
/// <param name="Value">Any JSON. Of a secret it is <c>"***"</c>; writing that back changes nothing.</param>
/// <param name="Revision">The revision that last changed it.</param>
/// <param name="UpdatedBy">Who asked, as in the event log.</param>
public sealed record SettingView(string Key, JsonElement Value, bool Secret, long Revision, DateTimeOffset UpdatedAt, string UpdatedBy)
{
    /// <summary>What stands where a secret's value would.</summary>
    public const string Mask = "***";
}
