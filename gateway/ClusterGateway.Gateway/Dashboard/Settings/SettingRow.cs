using System.Text.Json;
using ClusterGateway.Contracts.Settings;

namespace ClusterGateway.Gateway.Dashboard.Settings;

/// <summary>A line of the list: a setting of the cluster, or one that an application has described and nobody has set.</summary>
/// <param name="Set">Null when nobody has set it.</param>
/// <param name="Definition">Null when no application has described it.</param>
public sealed record SettingRow(string Key, JsonElement? Value, SettingView? Set, SettingDefinition? Definition)
{
    /// <param name="find">A part of the key; empty for all.</param>
    public static IReadOnlyList<SettingRow> Of(SettingsView settings, SettingsSchemaView schema, string find)
    {
        var set = settings.Items.Select(item => new SettingRow(item.Key, item.Value, item, Definitions.Find(schema, item.Key)));
        var known = settings.Items.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        var unset = schema.Items
            .Where(it => !it.NodeScoped && !it.Key.Contains('*', StringComparison.Ordinal) && known.Add(it.Key))
            .Select(it => new SettingRow(it.Key, it.Default, null, it));
        return [.. set.Concat(unset)
            .Where(row => row.Key.Contains(find, StringComparison.OrdinalIgnoreCase))
            .OrderBy(row => row.Key, StringComparer.Ordinal)];
    }
}
