using System.Text.RegularExpressions;

namespace ClusterGateway.Cluster.Tests.Architecture;

/// <summary>The rules of CONTRIBUTING.md that a machine can check.</summary>
public sealed partial class HouseStyleTests
{
    private const int MaxLines = 300;

    [Fact]
    public void Files_HaveAtMostThreeHundredLines() =>
        Assert.DoesNotContain(
            SourceTree.Files.Select(file => (file.Path, Lines: file.Text.Count(c => c == '\n'))),
            file => file.Lines > MaxLines);

    [Fact]
    public void Files_HoldOneTopLevelType() =>
        Assert.DoesNotContain(
            SourceTree.Files.Select(file => (file.Path, Types: TopLevelType().Count(file.Text))),
            file => file.Types > 1);

    [Fact]
    public void Namespaces_FollowFolders()
    {
        var astray =
            from file in SourceTree.Files
            let declared = Namespace().Match(file.Text).Groups[1].Value
            where declared.Length > 0
            let folder = file.Folder.Split('/').Skip(2)
            where !(declared + ".").EndsWith("." + string.Concat(folder.Select(name => name + ".")), StringComparison.Ordinal)
            select $"{file.Path} is in {declared}";
        Assert.Empty(astray);
    }

    [Fact]
    public void TypeNames_SayWhatTheTypeDoes() =>
        Assert.Empty(SourceTree.Files
            .Where(file => !file.Path.Contains("/Architecture/", StringComparison.Ordinal))
            .SelectMany(file => VagueName().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));

    [Fact]
    public void Code_HasNoUnfinishedMarks() =>
        Assert.Empty(SourceTree.Files
            .Where(file => !file.Path.Contains("/Architecture/", StringComparison.Ordinal))
            .SelectMany(file => Unfinished().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));

    [Theory]
    [InlineData("gateway", "node-agent/ClusterGateway.Hosting")]
    [InlineData("node-agent")]
    public void LogEventIds_AreUniqueInTheirProgram(params string[] folders) =>
        Assert.Empty(folders.SelectMany(SourceTree.Under)
            .SelectMany(file => LogEventId().Matches(file.Text).Select(match => (Id: match.Groups[1].Value, file.Path)))
            .GroupBy(logged => logged.Id, logged => logged.Path)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same)}"));

    [GeneratedRegex(@"LoggerMessage\((?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex LogEventId();

    [GeneratedRegex(@"^(?:public|internal|file)\s[^=;{(]*\b(?:class|struct|interface|enum|record)\b", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace\s+([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(?:class|struct|interface|record|enum)\s+\w*(?:Manager|Helper|Helpers|Utils|Utility|Utilities)\b")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\b(?:TODO|HACK|FIXME|NotImplementedException)\b")]
    private static partial Regex Unfinished();
}
