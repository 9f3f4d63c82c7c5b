using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.Contracts.Settings;

/// <summary>One setting in a file.</summary>
/// <param name="Value">Its value; of a secret null.</param>
/// <param name="Sealed">The encrypted value of a secret; null without a passphrase, and an import then leaves the secret as it is.</param>
public sealed record ExportedSetting(
    string Key, JsonElement? Value, bool Secret = false, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sealed = null);
