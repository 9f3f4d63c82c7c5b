using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClusterGateway.Contracts.Settings;

namespace ClusterGateway.NodeAgent.Settings.Schema;

/// <summary>Whether a value is as its definition wants it. Pure; refusals never repeat the value, which may be a secret.</summary>
internal static class SettingRules
{
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object"];

    private static readonly TimeSpan PatternBound = TimeSpan.FromMilliseconds(200);

    /// <summary>Why the value is refused, as the end of a sentence; null when it is not.</summary>
    public static string? WhyNot(SettingDefinition definition, JsonElement value)
    {
        if (definition.Type is { } type && !IsA(type, value))
        {
            return $"must be a JSON {type}";
        }

        if (definition.OneOf is { Count: > 0 } oneOf && !oneOf.Any(one => JsonElement.DeepEquals(one, value)))
        {
            return $"must be one of {string.Join(", ", oneOf)}";
        }

        return Bounds(definition, value) ?? Pattern(definition, value);
    }

    /// <summary>What is wrong with the definition itself, as the end of a sentence; null when nothing is.</summary>
    public static string? WhyNot(SettingDefinition definition)
    {
        if (SettingKey.WhyNot(definition.Key) is { } key)
        {
            return $"has a key that {key}";
        }

        if (definition.Type is { } type && !Types.Contains(type, StringComparer.Ordinal))
        {
            return $"has the type '{type}'; write one of {string.Join(", ", Types)}";
        }

        return IsExpression(definition.Pattern)
            ? definition.Default is { } value && WhyNot(definition, value) is { } wrong ? $"has a default that {wrong}" : null
            : "has a pattern that is no regular expression without backreferences and lookaround";
    }

    /// <summary>Whether values can be held against it: a newer version may know more types, and other expressions.</summary>
    public static bool IsKnown(SettingDefinition definition) =>
        (definition.Type is null || Types.Contains(definition.Type, StringComparer.Ordinal)) && IsExpression(definition.Pattern);

    private static bool IsA(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or ("array", JsonValueKind.Array) or ("object", JsonValueKind.Object) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _) || (value.TryGetDouble(out var number) && double.IsInteger(number)),
        _ => false,
    };

    private static string? Bounds(SettingDefinition definition, JsonElement value)
    {
        var (size, what) = value.ValueKind switch
        {
            JsonValueKind.Number => (value.GetDouble(), ""),
            JsonValueKind.String => (value.GetString()!.Length, " characters"),
            JsonValueKind.Array => (value.GetArrayLength(), " elements"),
            _ => ((double?)null, ""),
        };
        return size < definition.Minimum || size > definition.Maximum
            ? string.Create(CultureInfo.InvariantCulture, $"must be from {definition.Minimum?.ToString(CultureInfo.InvariantCulture) ?? "any"} to {definition.Maximum?.ToString(CultureInfo.InvariantCulture) ?? "any"}{what}")
            : null;
    }

    private static string? Pattern(SettingDefinition definition, JsonElement value) =>
        definition.Pattern is { } pattern && value.ValueKind == JsonValueKind.String && !Expression(pattern).IsMatch(value.GetString()!)
            ? $"must match {pattern}"
            : null;

    private static bool IsExpression(string? pattern)
    {
        try
        {
            return pattern is null || Expression(pattern) is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whoever writes a pattern must not be able to keep the primary busy.</summary>
    private static Regex Expression(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternBound);
}
