using System.Collections;
using System.ComponentModel;
using System.Reflection;
using ClusterGateway.Contracts.Text;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Configuration;

/// <summary>
/// Holds a configuration section against the options class it will be bound to and names every unknown key and every value that cannot
/// be converted, at once. The binder alone stops at the first bad value and passes over a misspelled key.
/// </summary>
public static class ConfigurationShape
{
    /// <param name="alsoKnown">Keys directly below the section that something else reads (tokens, for example).</param>
    public static IEnumerable<ConfigurationError> Check(IConfigurationSection section, Type options, params string[] alsoKnown)
    {
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (properties.TryGetValue(child.Key, out var property))
            {
                foreach (var error in CheckValue(child, property.PropertyType))
                {
                    yield return error;
                }
            }
            else if (!alsoKnown.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return new ConfigurationError(child.Path, Unknown(child.Key, [.. properties.Keys, .. alsoKnown]));
            }
        }
    }

    /// <summary>The sentence for an unknown key, with the nearest known one.</summary>
    public static string Unknown(string key, IReadOnlyCollection<string> known)
    {
        var nearest = known.Order(StringComparer.Ordinal).MinBy(k => Distance(key, k));
        return nearest is not null && Distance(key, nearest) <= Math.Max(2, key.Length / 3)
            ? $"unknown key; did you mean '{nearest}'?"
            : $"unknown key; known here are {string.Join(", ", known.Order(StringComparer.Ordinal))}";
    }

    private static IEnumerable<ConfigurationError> CheckValue(IConfigurationSection section, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsLeaf(type))
        {
            return CheckLeaf(section, type);
        }

        if (ElementType(type) is { } element)
        {
            return section.Value is { Length: > 0 } text
                ? [new ConfigurationError(section.Path, $"'{text}' is one value, but a list or a section belongs here")]
                : section.GetChildren().SelectMany(child => CheckValue(child, element));
        }

        return Check(section, type);
    }

    private static IEnumerable<ConfigurationError> CheckLeaf(IConfigurationSection section, Type type)
    {
        if (section.Value is not { } text)
        {
            return section.GetChildren().Any() ? [new ConfigurationError(section.Path, "is a section, but one value belongs here")] : [];
        }

        return type == typeof(string) || IsConvertible(type, text)
            ? []
            : [new ConfigurationError(section.Path, $"'{text}' is not {Expected(type)}")];
    }

    /// <summary>The binder reads an enum's name in any case; its converter's own check does not.</summary>
    private static bool IsConvertible(Type type, string text) => type.IsEnum
        ? Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
        : TypeDescriptor.GetConverter(type).IsValid(text);

    private static bool IsLeaf(Type type) => type == typeof(string) || type == typeof(Uri) || type.IsValueType;

    private static Type? ElementType(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        return type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1] : null;
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(Duration) || type == typeof(TimeSpan) => "a duration; write 30m, 10s, 250ms or hh:mm:ss",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(Uri) => "a URL",
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type).Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}",
        _ when type == typeof(double) => "a number",
        _ => "a whole number in range",
    };

    /// <summary>Edit distance (Levenshtein), regardless of case.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[^1];
    }
}
