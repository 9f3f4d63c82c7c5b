using System.Reflection;
using ClusterGateway.Contracts;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Documentation;

public sealed class WarningCodeTests
{
    private static readonly string[] Codes =
    [
        .. typeof(WarningCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>Metrics show those of the two lists, with zeros while nobody warns.</summary>
    [Fact]
    public void Code_IsOfAgentsOrOfGateways() =>
        Assert.Equal(Codes.Order(StringComparer.Ordinal), WarningCodes.OfAgents.Concat(WarningCodes.OfGateways).Order(StringComparer.Ordinal));

    [Fact]
    public void Code_IsExplainedInTheDocumentation()
    {
        var pages = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/operations/warnings.md"))
            + File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/operations/node-checks.md"));

        Assert.All(Codes, code => Assert.Contains($"`{code}`", pages, StringComparison.Ordinal));
    }
}
