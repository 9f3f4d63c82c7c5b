using System.Text.RegularExpressions;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Cluster.Tests.Monitoring;

/// <summary>The files of samples/monitoring by themselves.</summary>
public sealed class RuleFileTests
{
    private static readonly string[] Names =
    [
        "NoPrimary", "TwoPrimariesSeen", "NodeDown", "AllNodesDown", "StoreUnreachable", "DrainOverdue", "CertificateExpiring", "ClockSkew", "VersionMismatch",
        "DuplicateNodeId", "FailoverHappened", "GatewayCannotSeeAgents", "SettingsLag", "CertificateDiffers", "ManyBlocks",
    ];

    [Theory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "alerts.yml")]
    [InlineData("test", "rules", "alerts.test.yml")]
    public async Task File_JudgedByPromtool_IsInOrder(string verb, string kind, string file)
    {
        var (exitCode, output) = await Promtool.RunAsync([verb, kind, Path.Combine(MonitoringKit.Directory, file)]);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Alerts_AreThoseOfThePublicInterface() => Assert.Equal(Names, MonitoringKit.Alerts().Keys);

    [Fact]
    public void Alert_HasSeveritySummaryDescriptionAndARunbookThatExists()
    {
        var runbooks = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/operations/runbooks.md"));
        foreach (var (name, text) in MonitoringKit.Alerts())
        {
            Assert.Matches("severity: (critical|warning)\n", text);
            Assert.Matches("summary: .+\n", text);
            Assert.Matches("description: .+\n", text);
            Assert.Contains($"runbook_url: docs/operations/runbooks.md#{name.ToLowerInvariant()}\n", text, StringComparison.Ordinal);
            Assert.Contains($"\n## {name}\n", runbooks, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryAlert_HasATestInWhichItFires()
    {
        var tests = MonitoringKit.Read("alerts.test.yml").Split("- name: ").Skip(1).ToList();

        Assert.Equal(Names, tests.Select(test => test.Split('\n')[0].Trim()));
        Assert.All(tests, test => Assert.Matches(new Regex("value: [1-9]"), test));
    }
}
