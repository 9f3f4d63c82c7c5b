using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace ClusterGateway.Testing.Documentation;

/// <summary>
/// The tables of the options reference, a section each, from the options' types: keys and types from the properties, defaults from a new
/// object (or the docstring's <c>value</c>), bounds from the attributes, the sentence from the docstring.
/// </summary>
public static partial class OptionsReference
{
    private const string Header = "| key | type | default | bounds | |\n|---|---|---|---|---|\n";

    /// <param name="section">The path of the section, and what it is bound to; those below it follow by themselves.</param>
    public static string Of(params IEnumerable<(string Path, Type Options)> section)
    {
        var text = new StringBuilder();
        foreach (var (path, options) in section)
        {
            Append(text, path, options, new Docstrings(options.Assembly));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string path, Type type, Docstrings docstrings)
    {
        var defaults = Activator.CreateInstance(type, nonPublic: true)!;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToList();
        text.Append($"### `{path}`\n\n{Introduction(docstrings.Of(type) ?? "")}\n\n");
        var rows = properties.Where(property => Below(property) is not { IsList: false }).Select(property => Row(property, defaults, docstrings)).ToList();
        if (rows.Count > 0)
        {
            text.Append(Header).AppendJoin("", rows).Append('\n');
        }

        foreach (var property in properties)
        {
            if (Below(property) is var (below, suffix, _))
            {
                Append(text, $"{path}:{property.Name}{suffix}", below, docstrings);
            }
        }
    }

    /// <summary>The heading has the name of the section already; pages are named by their path in the repository.</summary>
    private static string Introduction(string docstring)
    {
        var text = Page().Replace(SectionName().Replace(docstring, ""), "[$1](../$1.md)");
        return text.Length > 0 && text[0] != '[' ? char.ToUpperInvariant(text[0]) + text[1..] : text;
    }

    private static string Row(PropertyInfo property, object defaults, Docstrings docstrings) => OptionRow.Of(property.Name, property, defaults, docstrings);

    /// <summary>The options below a property: a section, or the entries of a list or a dictionary.</summary>
    private static (Type Options, string Suffix, bool IsList)? Below(PropertyInfo property)
    {
        var type = property.PropertyType;
        if (type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType)
        {
            var element = type.GetGenericArguments()[^1];
            return IsOurs(element) ? (element, typeof(IDictionary).IsAssignableFrom(type) ? ":NAME" : ":N", true) : null;
        }

        return IsOurs(type) ? (type, "", false) : null;
    }

    private static bool IsOurs(Type type) =>
        type.IsClass && type.Namespace?.StartsWith(nameof(ClusterGateway), StringComparison.Ordinal) == true;

    [GeneratedRegex("^(?:Section )?`[^`]+`[:,] ")]
    private static partial Regex SectionName();

    [GeneratedRegex(@"docs/([\w/-]+)\.md")]
    private static partial Regex Page();
}
