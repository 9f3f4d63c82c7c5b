using System.Security.Cryptography;
using ClusterGateway.Contracts.Text;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>
/// Faults at random under administrators who write, and then what was recorded is judged. Short, unless CHAOS says how long:
/// <c>CHAOS=20m CHAOS_STORE=redis ./test.sh --filter Category=Chaos</c>; CHAOS_SEED repeats a choice, as far as time allows.
/// </summary>
[Trait("Category", "Chaos")]
public sealed class RandomChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Primary_UnderRandomFaults_IsNeverTwoAndEveryAcceptedWriteIsOfTheNewestTerm()
    {
        var length = Duration.TryParse(Environment.GetEnvironmentVariable("CHAOS"), out var wanted) ? wanted.Value : TimeSpan.FromSeconds(15);
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CHAOS_SEED"), out var given) ? given : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"CHAOS_SEED={seed} CHAOS_STORE={ChaosFixture.Store}");
        await using var cluster = await ChaosCluster.StartAsync(ChaosFixture.Store);
        await new ChaosSchedule(cluster, new Random(seed), new TestClock(), output).RunAsync(length);

        await cluster.HealAsync();
        output.WriteLine(cluster.Summary);
        await cluster.AssertHistoryAsync();
    }
}
