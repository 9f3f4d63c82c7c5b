using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ClusterGateway.Testing.Documentation;

/// <summary>The docstrings of an assembly, as the compiler wrote them beside it, in Markdown.</summary>
internal sealed partial class Docstrings
{
    private readonly Dictionary<string, XElement> _members;

    public Docstrings(Assembly assembly) => _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <param name="tag"><c>summary</c>, or <c>value</c>: the default, where that is no constant.</param>
    public string? Of(PropertyInfo property, string tag = "summary") => Text($"P:{NameOf(property.DeclaringType!)}.{property.Name}", tag);

    public string? Of(Type type) => Text($"T:{NameOf(type)}", "summary");

    private string? Text(string member, string tag) => _members.GetValueOrDefault(member)?.Element(tag) is { } element
        ? Spaces().Replace(Markdown(element), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal)
        : null;

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string Markdown(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")?.Value.Split('.', ':')[^1] ?? see.Attribute("langword")?.Value}`",
                XElement other => Markdown(other),
                _ => "",
            });
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
