using System.Globalization;
using System.IO.Enumeration;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Gateway.Dashboard.Pages;

namespace ClusterGateway.Gateway.Dashboard.Settings;

/// <summary>What applications say of their settings, as sentences.</summary>
internal static class Definitions
{
    /// <summary>The one for exactly this key before one by a pattern.</summary>
    public static SettingDefinition? Find(SettingsSchemaView schema, string key) =>
        schema.Items.FirstOrDefault(it => it.Key == key)
        ?? schema.Items.FirstOrDefault(it => it.Key.Contains('*', StringComparison.Ordinal) && FileSystemName.MatchesSimpleExpression(it.Key, key, ignoreCase: false));

    /// <summary>Which values are taken: "integer, 1 to 10,000, default 100"; empty for any.</summary>
    public static string RuleOf(SettingDefinition definition)
    {
        var parts = new[]
        {
            definition.Type,
            (definition.Minimum, definition.Maximum) switch
            {
                (null, null) => null,
                ({ } least, null) => $"at least {Text(least)}",
                (null, { } most) => $"at most {Text(most)}",
                ({ } least, { } most) => $"{Text(least)} to {Text(most)}",
            },
            definition.OneOf is { } values ? $"one of {string.Join(", ", values.Select(value => SettingText.Of(value)))}" : null,
            definition.Pattern is { } pattern ? $"as {pattern}" : null,
            definition.Default is { } value ? $"default {SettingText.Of(value)}" : null,
        };
        return string.Join("; ", parts.OfType<string>());
    }

    private static string Text(double number) => number.ToString("#,0.###", CultureInfo.InvariantCulture);
}
