using System.Text.Json;

namespace ClusterGateway.Contracts.Settings;

/// <summary>A secret setting in clear text, for the application that needs it.</summary>
public sealed record SettingSecretView(JsonElement Value)
{
    /// <summary>A record prints its members; this one must not be found in a log.</summary>
    public override string ToString() => nameof(SettingSecretView);
}
