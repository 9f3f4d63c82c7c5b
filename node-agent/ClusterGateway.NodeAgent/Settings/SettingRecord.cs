using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>A setting as it is stored, and as each node keeps it on its disk.</summary>
/// <param name="Value">Null when it is a secret; JSON's own null is a value.</param>
/// <param name="Sealed">The encrypted value of a secret.</param>
internal sealed record SettingRecord(string Key, JsonElement? Value, string? Sealed, long Revision, DateTimeOffset UpdatedAt, string UpdatedBy)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<object?>(null);

    /// <summary>Reading does not tell JSON's null from none: only a secret has none.</summary>
    public JsonElement? Value { get; } = Value ?? (Sealed is null ? Nothing : null);

    /// <summary>What a newer version has written beside it: kept.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    [JsonIgnore]
    public bool IsSecret => Sealed is not null;

    /// <summary>Whether it says the same, whoever wrote it and when. Of secrets only the same writing does.</summary>
    public bool SaysTheSame(SettingRecord other) => (Value, other.Value) switch
    {
        ({ } mine, { } theirs) => JsonElement.DeepEquals(mine, theirs),
        (null, null) => Sealed == other.Sealed,
        _ => false,
    };
}
