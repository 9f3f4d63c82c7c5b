using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>Who follows a link arrives, and every page is found from the index.</summary>
public sealed class LinkTests
{
    private const string Index = "docs/README.md";

    private static readonly Dictionary<string, MarkdownPage> Pages = MarkdownPage.All.ToDictionary(page => page.Path, StringComparer.Ordinal);

    [Fact]
    public void RelativeLinks_LeadToWhatIsThere()
    {
        var dead =
            from page in Pages.Values
            from link in page.Links.Where(IsRelative)
            let target = page.Resolve(link)
            where !Exists(target.Path) || (target.Anchor.Length > 0 && Pages.TryGetValue(target.Path, out var other) && !other.Anchors.Contains(target.Anchor))
            select $"{page.Path}: {link}";

        Assert.True(!dead.Any(), string.Join('\n', dead));
    }

    [Fact]
    public void EveryPageOfTheDocs_IsReachedFromTheIndex()
    {
        var reached = new HashSet<string> { Index };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var path))
        {
            var page = Pages[path];
            foreach (var next in page.Links.Where(IsRelative).Select(link => page.Resolve(link).Path).Where(next => Pages.ContainsKey(next) && reached.Add(next)))
            {
                open.Enqueue(next);
            }
        }

        var lost = Pages.Keys.Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(reached);
        Assert.True(!lost.Any(), $"no link leads here from {Index}: {string.Join(", ", lost)}");
    }

    private static bool IsRelative(string link) => !link.Contains(':', StringComparison.Ordinal);

    private static bool Exists(string path)
    {
        var full = Path.Combine(RepositoryRoot.Path, path);
        return File.Exists(full) || Directory.Exists(full);
    }
}
