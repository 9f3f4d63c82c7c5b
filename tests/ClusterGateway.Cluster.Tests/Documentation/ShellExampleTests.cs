using System.Text.RegularExpressions;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>What the documentation tells an application's developer to type works as it stands there.</summary>
public sealed class ShellExampleTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    [Theory]
    [InlineData("docs/operations/locks.md")]
    [InlineData("docs/operations/share-links.md")]
    [InlineData("docs/operations/sessions-and-favorites.md")]
    public async Task Page_RunAsWritten_IsAnsweredAsItSays(string page)
    {
        var file = fixture.Cluster.File;
        var (script, expected) = ShellExamples.Read(page, file.Nodes[0].Agent, file.Tokens);
        var directory = Directory.CreateTempSubdirectory("examples-").FullName;
        var statuses = Path.Combine(directory, "statuses");
        await File.WriteAllTextAsync(Path.Combine(directory, "script.sh"), script);

        await using var shell = ChildProcess.Start(
            "bash", ["script.sh"], directory: directory, environment: new Dictionary<string, string> { ["STATUSES"] = statuses });
        await shell.ExitedAsync(TimeSpan.FromMinutes(1));

        Assert.True(shell.ExitCode == 0, $"the script ended with code {shell.ExitCode}:\n{shell.Output}");
        var answers = (await File.ReadAllLinesAsync(statuses)).Where(line => line.StartsWith('@')).Select(line => line[1..]).ToList();
        Assert.True(
            expected.Count == answers.Count && expected.Zip(answers).All(pair => Regex.IsMatch(pair.Second, pair.First)),
            $"expected {string.Join(' ', expected)}, answered {string.Join(' ', answers)}:\n{shell.Output}");
        Directory.Delete(directory, recursive: true);
    }
}
