using System.Globalization;
using System.Text.RegularExpressions;
using ClusterGateway.Cluster.Tests.Architecture;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>Pages that list what the code has list all of it, and nothing else.</summary>
public sealed partial class ReferencePagesTests
{
    [Fact]
    public void Events_OfThePage_AreThoseOfTheCode() =>
        Assert.Equal(ConstantsOf(typeof(EventTypes)), Listed("docs/operations/events.md", EventName()));

    [Fact]
    public void Warnings_OfThePage_AreThoseOfTheCode() =>
        Assert.Equal(ConstantsOf(typeof(WarningCodes)), Listed("docs/operations/warnings.md", KebabName()));

    /// <summary>Otherwise the page would be held against less than there is.</summary>
    [Fact]
    public void Warnings_HaveTheirCodeFromTheList() =>
        Assert.DoesNotContain(SourceTree.Under("gateway").Concat(SourceTree.Under("node-agent")), file => CodeInPlace().IsMatch(file.Text));

    [Fact]
    public void Problems_OfThePage_AreThoseOfTheCode()
    {
        const string Page = "docs/reference/problems.md";
        var names = ConstantsOf(typeof(ProblemTypes)).Where(name => !name.Contains(':', StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal)).ToList();

        Assert.Equal(names, Listed(Page, KebabName()));
        Assert.All(RowsOf(Page), row => Assert.Equal(
            KebabName().Matches(row.Split('|')[1]).Select(name => ProblemTypes.StatusOf(name.Groups[1].Value)).Distinct(),
            Status().Matches(row.Split('|')[2]).Select(status => int.Parse(status.Value, CultureInfo.InvariantCulture)).Distinct()));
    }

    private static IEnumerable<string> ConstantsOf(Type type) =>
        type.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);

    /// <summary>The names in the first column of the page's first table.</summary>
    private static IEnumerable<string> Listed(string page, Regex name) =>
        RowsOf(page).SelectMany(row => name.Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> RowsOf(string page) => File.ReadLines(Path.Combine(RepositoryRoot.Path, page))
        .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
        .TakeWhile(line => line.StartsWith('|'));

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex EventName();

    [GeneratedRegex("`([a-z]+(?:-[a-z]+)*)`")]
    private static partial Regex KebabName();

    [GeneratedRegex("[1-5][0-9]{2}")]
    private static partial Regex Status();

    [GeneratedRegex("new WarningView\\(\"")]
    private static partial Regex CodeInPlace();
}
