using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Architecture;

/// <summary>The checkout's own sources, as text.</summary>
internal static class SourceTree
{
    private static readonly string[] Roots = ["gateway", "node-agent", "samples", "tests"];

    public static IReadOnlyList<SourceFile> Files { get; } =
    [
        .. Roots
            .SelectMany(root => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, root), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path))
            .Where(path => !Regex.IsMatch(path, "(^|/)(bin|obj)/"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(RepositoryRoot.Path, path)))),
    ];

    /// <summary>Files below a folder of the checkout.</summary>
    public static IEnumerable<SourceFile> Under(string folder) => Files.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>What a project references directly: package ids and names of projects.</summary>
    public static IReadOnlyList<string> ReferencesOf(string project) =>
    [
        .. XDocument.Load(Path.Combine(RepositoryRoot.Path, project)).Descendants()
            .Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference")
            .Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value)),
    ];

    internal sealed record SourceFile(string Path, string Text)
    {
        public string Folder => System.IO.Path.GetDirectoryName(Path)!;

        public override string ToString() => Path;
    }
}
