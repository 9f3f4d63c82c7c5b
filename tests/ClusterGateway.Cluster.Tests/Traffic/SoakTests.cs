using System.Security.Cryptography;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Testing.Processes;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Traffic;

/// <summary>
/// One mishap or measure after another, chosen at random, under the load of users and of an administrator, and every lost request and
/// session is counted. Short, unless SOAK says how long: <c>SOAK=10m ./test.sh --filter FullyQualifiedName~Soak</c>; SOAK_SEED repeats a choice.
/// </summary>
public sealed class SoakTests(ClusterFixture fixture, ITestOutputHelper output) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Soak_WithRandomKillsAndDrains_LosesNothingThatCouldBeKept()
    {
        var length = Duration.TryParse(Environment.GetEnvironmentVariable("SOAK"), out var wanted) ? wanted.Value : TimeSpan.FromSeconds(5);
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SOAK_SEED"), out var given) ? given : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var start = TimeProvider.System.GetTimestamp();
        await using var traffic = await PortalTraffic.StartAsync(fixture.Cluster);
        do
        {
            var (what, act) = Choose(random, traffic);
            output.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s: {what}");
            await act();
        }
        while (TimeProvider.System.GetElapsedTime(start) < length);

        var verdict = await traffic.StopAsync();
        output.WriteLine(verdict.ToString());
        verdict.AssertNothingFailed();
    }

    private (string What, Func<Task> Act) Choose(Random random, PortalTraffic traffic)
    {
        var node = fixture.Cluster.File.Nodes[random.Next(fixture.Cluster.File.Nodes.Count)].Id;
        return random.Next(6) switch
        {
            0 => ($"kill the application of {node}", () => traffic.KillAsync(node)),
            1 => ($"kill {node}", () => traffic.KillNodeAsync(node)),
            2 => ($"drain {node} and restart its application", () => traffic.RestartBehindDrainAsync(node, Deadline)),
            3 => ($"kill the agent of {node}", () => traffic.RestartAgentAsync(node, Signal.Kill)),
            4 => ($"restart the agent of {node}", () => traffic.RestartAgentAsync(node, Signal.Terminate)),
            _ => ("switch the primary over", traffic.SwitchOverAsync),
        };
    }
}
