using System.Text.RegularExpressions;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>A page of the repository, by its path from the root.</summary>
internal sealed partial record MarkdownPage(string Path, string Text)
{
    /// <summary>Every page that belongs to the project.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Path, "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(RepositoryRoot.Path, file))
            .Where(path => !Foreign().IsMatch(path))
            .Order(StringComparer.Ordinal)
            .Select(path => new MarkdownPage(path, File.ReadAllText(System.IO.Path.Combine(RepositoryRoot.Path, path)))),
    ];

    /// <summary>Targets of links and images, as they are written.</summary>
    public IEnumerable<string> Links => Link().Matches(Prose).Select(link => link.Groups[1].Value);

    /// <summary>What a link to this page may name behind <c>#</c>, as GitHub makes it from headings.</summary>
    public IReadOnlySet<string> Anchors => Heading().Matches(Code().Replace(Text, "")).Select(heading => Slug(heading.Groups[1].Value))
        .CountBy(slug => slug)
        .SelectMany(slug => Enumerable.Range(0, slug.Value).Select(i => i == 0 ? slug.Key : $"{slug.Key}-{i}"))
        .Concat(Named().Matches(Text).Select(name => name.Groups[1].Value))
        .ToHashSet(StringComparer.Ordinal);

    private string Prose => InlineCode().Replace(Code().Replace(Text, ""), "");

    /// <summary>Where a relative link leads, from the root of the repository; empty for the page itself.</summary>
    public (string Path, string Anchor) Resolve(string link)
    {
        var parts = link.Split('#', 2);
        var path = parts[0].Length == 0
            ? Path
            : System.IO.Path.GetRelativePath("/", System.IO.Path.GetFullPath(System.IO.Path.Combine("/", System.IO.Path.GetDirectoryName(Path)!, parts[0])));
        return (path, parts.Length > 1 ? parts[1] : "");
    }

    private static string Slug(string heading) => NoSlug().Replace(LinkText().Replace(heading.Trim(), "$1").ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules|artifacts|TestResults|\.[^/]+)/")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Named();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoSlug();
}
