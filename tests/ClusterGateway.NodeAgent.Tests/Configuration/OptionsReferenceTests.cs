using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Documentation;

namespace ClusterGateway.NodeAgent.Tests.Configuration;

/// <summary>docs/reference/agent-options.md says what the code says.</summary>
public sealed class OptionsReferenceTests
{
    private const string Page = "docs/reference/agent-options.md";

    [Fact]
    public void Page_SaysWhatTheCodeSays() =>
        GeneratedRegion.Check(Page, OptionsReference.Of((AgentOptions.Section, typeof(AgentOptions))));

    [Fact]
    public void EveryToken_IsOnThePage()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, Page));

        Assert.DoesNotContain(Enum.GetNames<TokenAudience>(), audience => !text.Contains($"`Tokens:{audience}`", StringComparison.Ordinal));
    }
}
