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
        .SelectMany(item => item.Value.Value!.Value.Deserialize(ContractsJson.Default.SettingsSchemaView)?.Items ?? []));
}
