using System.Text.Json;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Settings.NodeScoping;
using ClusterGateway.NodeAgent.Settings.Replication;
using ClusterGateway.NodeAgent.Settings.Schema;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>What is shown of a copy of the settings. Pure; secrets are masked in all of it.</summary>
internal static class SettingsReading
{
    /// <param name="since">Only what changed behind this revision; null for everything.</param>
    public static SettingsView Of(SettingsCopy copy, long? since, bool isStale)
    {
        var isDelta = since is { } from && from >= copy.RemovedSince && from <= copy.Revision;
        return new SettingsView(copy.Revision, [.. Seen(copy).Where(item => !isDelta || item.Revision > since).Select(SettingsSecrets.ViewOf)])
        {
            Full = !isDelta,
            Removed = isDelta ? [.. copy.Removed.Where(r => r.Value > since && !SettingKey.IsReserved(r.Key)).Select(r => r.Key).Order(StringComparer.Ordinal)] : [],
            Stale = isStale,
        };
    }

    /// <summary>The cluster's settings overlaid by this node's own, defaults of the schema below both; what is node-scoped comes from this node only.</summary>
    public static EffectiveSettingsView Effective(SettingsCopy copy, SettingsOptions options, NodeScope scope, bool isStale)
    {
        var schema = SettingsSchema.Of(copy);
        var effective = new SortedDictionary<string, EffectiveSettingView>(StringComparer.Ordinal);
        foreach (var definition in schema.Definitions.Where(d => d.Default is not null && !d.Key.Contains('*', StringComparison.Ordinal)))
        {
            effective[definition.Key] = Show(definition.Key, definition.Default!.Value, definition.Secret, EffectiveSettingView.Default);
        }

        foreach (var item in Seen(copy).Where(item => scope.Match(item.Key, schema) is null))
        {
            effective[item.Key] = new(item.Key, SettingsSecrets.Shown(item), item.IsSecret, EffectiveSettingView.Cluster);
        }

        foreach (var (key, text) in options.Local)
        {
            var secret = copy.Items.GetValueOrDefault(key)?.IsSecret == true || schema.Find(key)?.Secret == true;
            effective[key] = Show(key, Parse(text), secret, EffectiveSettingView.Local);
        }

        return new EffectiveSettingsView(copy.Revision, isStale, [.. effective.Values]);
    }

    /// <summary>A value of the configuration, which holds text: JSON, or the text itself.</summary>
    public static JsonElement Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    /// <summary>What people and applications see: without our own keys.</summary>
    public static IEnumerable<SettingRecord> Seen(SettingsCopy copy) => copy.Items.Values.Where(item => !SettingKey.IsReserved(item.Key));

    private static EffectiveSettingView Show(string key, JsonElement value, bool secret, string source) =>
        new(key, secret ? SettingsSecrets.Mask : value, secret, source);
}
