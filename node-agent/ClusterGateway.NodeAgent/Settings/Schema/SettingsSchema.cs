using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Settings.NodeScoping;
using ClusterGateway.NodeAgent.Settings.Replication;

namespace ClusterGateway.NodeAgent.Settings.Schema;

/// <summary>What applications have said of their settings. Immutable, made from a copy of the settings.</summary>
internal sealed class SettingsSchema
{
    private readonly SettingDefinition[] _definitions;

    private SettingsSchema(IEnumerable<SettingDefinition> definitions) => _definitions = [.. definitions];

    public IReadOnlyList<SettingDefinition> Definitions => _definitions;

    public static SettingsSchema Of(SettingsCopy copy) => new(copy.Items
        .Where(item => item.Key.StartsWith(SettingKey.SchemaPrefix, StringComparison.Ordinal) && item.Value.Value is not null)
        .SelectMany(item => item.Value.Value!.Value.Deserialize(ContractsJson.Default.SettingsSchemaView)?.Items ?? []));

    /// <summary>What is said of a key; an exact one before a pattern. Null when nothing is.</summary>
    public SettingDefinition? Find(string key) =>
        Array.Find(_definitions, d => d.Key == key) ?? Array.Find(_definitions, d => KeyPatterns.Matches(d.Key, key));
}
