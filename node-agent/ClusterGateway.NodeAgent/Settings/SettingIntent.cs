using System.Text.Json;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>What shall become of a setting, decided from what the store has of it.</summary>
internal readonly record struct SettingIntent
{
    public bool Remove { get; private init; }

    /// <summary>The new value in clear text; null for none, or when <see cref="Sealed"/> has it.</summary>
    public JsonElement? Value { get; private init; }

    /// <summary>The new value of a secret.</summary>
    public string? Sealed { get; private init; }

    /// <summary>What a newer version had written beside it, for one that is there no more.</summary>
    private Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>Why nothing may be written at all.</summary>
    public Problem? Refused { get; private init; }

    /// <summary>Characters of the value.</summary>
    public int Size => Value?.GetRawText().Length ?? Sealed?.Length ?? 0;

    /// <summary>Leaves it as it is.</summary>
    public static SettingIntent Keep => default;

    public static SettingIntent Gone => new() { Remove = true };

    public static SettingIntent Set(JsonElement value) => new() { Value = value };

    public static SettingIntent SetSealed(string value) => new() { Sealed = value };

    public static SettingIntent Refuse(Problem problem) => new() { Refused = problem };

    /// <summary>What an earlier state of it was; gone when there was none.</summary>
    public static SettingIntent Like(SettingRecord? record) => record is null ? Gone : new() { Value = record.Value, Sealed = record.Sealed, Unknown = record.Unknown };

    /// <summary>What it becomes of the current one; null when nothing changes.</summary>
    public SettingChangeRecord? On(string key, SettingRecord? current, long revision, DateTimeOffset at, string by)
    {
        if (Remove)
        {
            return current is null ? null : new SettingChangeRecord(key, current, null);
        }

        if (Value is null && Sealed is null)
        {
            return null;
        }

        var next = new SettingRecord(key, Value, Sealed, revision, at, by) { Unknown = current is null ? Unknown : current.Unknown };
        return current?.SaysTheSame(next) == true ? null : new SettingChangeRecord(key, current, next);
    }
}
