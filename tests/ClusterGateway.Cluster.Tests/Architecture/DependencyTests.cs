using System.Text.RegularExpressions;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Architecture;

/// <summary>The dependency rules of docs/architecture.md, so that they hold without anyone remembering them.</summary>
public sealed class DependencyTests
{
    private const string Agent = "node-agent/ClusterGateway.NodeAgent";

    [Fact]
    public void Contracts_ReferencesNothing() =>
        Assert.Empty(SourceTree.ReferencesOf("node-agent/ClusterGateway.Contracts/ClusterGateway.Contracts.csproj"));

    [Fact]
    public void Storage_ReferencesNothingOfOurs() =>
        Assert.DoesNotContain(
            SourceTree.ReferencesOf("node-agent/ClusterGateway.Storage/ClusterGateway.Storage.csproj"),
            reference => reference.StartsWith("ClusterGateway", StringComparison.Ordinal));

    [Theory]
    [InlineData("Hosting")]
    [InlineData("Client")]
    public void Library_ReferencesOnlyContractsOfOurs(string library) =>
        Assert.Equal(
            ["ClusterGateway.Contracts"],
            SourceTree.ReferencesOf($"node-agent/ClusterGateway.{library}/ClusterGateway.{library}.csproj")
                .Where(reference => reference.StartsWith("ClusterGateway", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("StackExchange.Redis")]
    [InlineData("ClusterGateway.Storage")]
    [InlineData("ClusterGateway.NodeAgent")]
    public void Gateway_DependsOnNoStore_NotEvenIndirectly(string forbidden)
    {
        var locked = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "gateway/ClusterGateway.Gateway/packages.lock.json"));

        Assert.DoesNotMatch(new Regex($"\"{Regex.Escape(forbidden)}\":", RegexOptions.IgnoreCase), locked);
    }

    [Fact]
    public void StoreProviders_AreNamedInOneFileOfTheAgent()
    {
        var naming = SourceTree.Under(Agent)
            .Where(file => Regex.IsMatch(file.Text, @"ClusterGateway\.Storage\.(InMemory|Sqlite|PostgreSql|Redis)"))
            .Select(file => file.Path);

        Assert.Single(naming);
    }

    [Fact]
    public void Records_StayInTheFolderOfTheirFeature()
    {
        var records = SourceTree.Under(Agent)
            .SelectMany(file => Regex.Matches(file.Text, @"\b(?:record|class|struct)\s+(\w+Record)\b").Select(match => (match.Groups[1].Value, file.Folder)))
            .ToList();
        Assert.NotEmpty(records);

        var trespassers =
            from record in records
            from file in SourceTree.Under(Agent)
            where file.Folder != record.Folder && !file.Folder.StartsWith(record.Folder + "/", StringComparison.Ordinal)
                && Regex.IsMatch(file.Text, $@"\b{record.Value}\b")
            select $"{file.Path} uses {record.Value}";
        Assert.Empty(trespassers);
    }

    [Fact]
    public void Contracts_HoldNothingThatIsStored() =>
        Assert.DoesNotContain(SourceTree.Under("node-agent/ClusterGateway.Contracts"), file => Regex.IsMatch(file.Text, @"\b\w+Record\b"));
}
