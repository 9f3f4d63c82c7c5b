using System.Text.RegularExpressions;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>What the documentation tells its readers to type works as it stands there. How a block says otherwise: <see cref="ShellBlock"/>.</summary>
public sealed class ShellExampleTests(DocumentedCluster cluster) : IClassFixture<DocumentedCluster>
{
    public static TheoryData<string> PagesWithCommands { get; } =
        new(MarkdownPage.All.Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal) && ShellExamples.ScriptOf(page).Length > 0).Select(page => page.Path));

    [Theory]
    [MemberData(nameof(PagesWithCommands))]
    public async Task Page_RunAsWritten_IsAnsweredAsItSays(string page)
    {
        await cluster.HealAsync();
        var script = ShellExamples.ScriptOf(MarkdownPage.All.Single(it => it.Path == page));
        var statuses = Path.Combine(cluster.Checkout, "statuses");
        await File.WriteAllTextAsync(statuses, "");
        await File.WriteAllTextAsync(Path.Combine(cluster.Checkout, "script.sh"), ShellExamples.Prelude + cluster.Localize(script));

        await using var shell = ChildProcess.Start("bash", ["script.sh"], directory: cluster.Checkout, environment: cluster.Environment(statuses));
        await shell.ExitedAsync(TimeSpan.FromMinutes(2));

        Assert.True(shell.ExitCode == 0, $"the script ended with code {shell.ExitCode}:\n{shell.Output}");
        var answers = (await File.ReadAllLinesAsync(statuses)).Where(line => line.StartsWith('@')).Select(line => line[1..]).ToList();
        var expected = ShellExamples.Expectations(script).ToList();
        Assert.True(
            expected.Count == answers.Count && expected.Zip(answers).All(pair => Regex.IsMatch(pair.Second, pair.First)),
            $"expected {string.Join(' ', expected)}, answered {string.Join(' ', answers)}:\n{shell.Output}");
    }
}
