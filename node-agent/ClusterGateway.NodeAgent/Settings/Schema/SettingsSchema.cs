using System.Runtime.CompilerServices;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Settings.NodeScoping;
using ClusterGateway.NodeAgent.Settings.Replication;

namespace ClusterGateway.NodeAgent.Settings.Schema;

/// <summary>What applications have said of their settings. Immutable, made from a copy of the settings.</summary>
internal sealed class SettingsSchema
{
    /// <summary>Each copy is asked many times, and its schema is the same as long as it lives.</summary>
    private static readonly ConditionalWeakTable<SettingsCopy, SettingsSchema> Known = [];

    private readonly SettingDefinition[] _definitions;
    private readonly KeyPattern[] _keys;

    private SettingsSchema(IEnumerable<SettingDefinition> definitions)
    {
        _definitions = [.. definitions];
        _keys = [.. _definitions.Select(definition => new KeyPattern(definition.Key))];
    }

    public IReadOnlyList<SettingDefinition> Definitions => _definitions;

    public static SettingsSchema Of(SettingsCopy copy) => Known.GetValue(copy, Read);

    /// <summary>What is said of a key; an exact one before a pattern. Null when nothing is.</summary>
    public SettingDefinition? Find(string key) =>
        Array.Find(_definitions, d => d.Key == key) ?? _definitions.ElementAtOrDefault(Array.FindIndex(_keys, pattern => pattern.Matches(key)));

    private static SettingsSchema Read(SettingsCopy copy) => new(copy.Items
        .Where(item => item.Key.StartsWith(SettingKey.SchemaPrefix, StringComparison.Ordinal) && item.Value.Value is not null)
        .SelectMany(item => DefinitionsOf(item.Value.Value!.Value)));

    private static IEnumerable<SettingDefinition> DefinitionsOf(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Select(DefinitionOf).OfType<SettingDefinition>()
            : [];

    /// <summary>One of a newer version, which says more than this one understands, still says which keys are secret and which are node-scoped.</summary>
    private static SettingDefinition? DefinitionOf(JsonElement definition)
    {
        try
        {
            return definition.Deserialize(ContractsJson.Default.SettingDefinition) is { Key: not null } read && SettingRules.IsKnown(read) ? read : Least(definition);
        }
        catch (JsonException)
        {
            return Least(definition);
        }
    }

    private static SettingDefinition? Least(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
            ? new SettingDefinition(key.GetString()!) { Secret = Is(definition, "secret"), NodeScoped = Is(definition, "nodeScoped") }
            : null;

    private static bool Is(JsonElement definition, string member) => definition.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;
}
