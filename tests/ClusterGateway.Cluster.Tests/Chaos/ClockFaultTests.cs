using ClusterGateway.Testing.Processes;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>Agents whose wall clocks are wrong, and jump: the store's clock and monotonic ones decide.</summary>
[Trait("Category", "Chaos")]
public sealed class ClockFaultTests(ITestOutputHelper output)
{
    private const int Jumps = 6;

    [Fact]
    public async Task F09_ClocksAnHourWrongAndJumping_NothingChangesAndAFailoverTakesNoLonger()
    {
        var directory = Directory.CreateTempSubdirectory("clustergateway-clocks-").FullName;
        string[] clocks = [.. Enumerable.Range(0, 3).Select(i => Path.Combine(directory, $"{i}"))];
        try
        {
            await SetAsync(clocks, "+0", "+3600", "-3600");
            await using var cluster = await ChaosCluster.StartAsync("postgresql", i => Clock(clocks[i]));
            var (primary, term) = await cluster.PrimaryAsync();
            for (var i = 0; i < Jumps; i++)
            {
                await SetAsync(clocks, i % 2 == 0 ? ["+5", "+3605", "-3595"] : ["-5", "+3595", "-3605"]);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            }

            Assert.Equal((primary.Id, term), (cluster.Primary?.Node, cluster.Primary?.Term));
            await cluster.KillAgentAsync(primary, Signal.Kill);
            var next = await cluster.SuccessorAsync(term, TimeSpan.FromSeconds(20));
            output.WriteLine($"vacant for {next.Took.TotalSeconds:0.0} s; {cluster.Summary}");
            await cluster.AssertHistoryAsync();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>A library that is loaded first answers for the wall clock; it reads by how much it is wrong from a file, again each time.</summary>
    private static Dictionary<string, string> Clock(string file) => new()
    {
        ["LD_PRELOAD"] = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("the tests need libfaketime: apt-get install faketime"),
        ["FAKETIME_TIMESTAMP_FILE"] = file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
    };

    private static async Task SetAsync(string[] clocks, params string[] offsets)
    {
        foreach (var (file, offset) in clocks.Zip(offsets))
        {
            await File.WriteAllTextAsync($"{file}.new", offset);
            File.Move($"{file}.new", file, overwrite: true);
        }
    }
}
