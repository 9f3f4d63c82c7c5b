using System.Text.Json;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Secrets;
using ClusterGateway.NodeAgent.Encryption;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>Seals and opens secret settings, and masks them for everybody else.</summary>
internal sealed class SettingsSecrets(EncryptionKeys keys)
{
    public static readonly JsonElement Mask = JsonSerializer.SerializeToElement(SettingView.Mask);

    private readonly SealedBox? _box = keys.BoxFor("settings");

    /// <summary>False without a configured secret: nothing can be sealed.</summary>
    public bool CanSeal => _box is not null;

    /// <exception cref="InvalidOperationException">There is no secret to seal with: ask <see cref="CanSeal"/> first.</exception>
    public string Seal(string key, JsonElement value) =>
        (_box ?? throw new InvalidOperationException(EncryptionKeys.Missing)).Seal(key, JsonSerializer.SerializeToUtf8Bytes(value));

    /// <returns>Null when this node's secrets do not open it.</returns>
    public JsonElement? Open(SettingRecord record) => record switch
    {
        { Value: { } plain } => plain,
        { Sealed: { } value } when _box?.Open(record.Key, value) is { } opened => JsonSerializer.Deserialize<JsonElement>(opened.Plain),
        _ => null,
    };

    /// <summary>What anybody may see of it.</summary>
    public static JsonElement Shown(SettingRecord record) => record.Value ?? Mask;

    public static SettingView ViewOf(SettingRecord record) =>
        new(record.Key, Shown(record), record.IsSecret, record.Revision, record.UpdatedAt, record.UpdatedBy);

    public static SettingChangeView ViewOf(SettingChangeRecord change) => new(
        change.Key,
        change switch { { Before: null } => SettingChangeView.Added, { After: null } => SettingChangeView.Removed, _ => SettingChangeView.Changed },
        change.Before is { } before ? Shown(before) : null,
        change.After is { } after ? Shown(after) : null);

    public static bool IsMask(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() == SettingView.Mask;
}
