using System.Globalization;
using ClusterGateway.Cluster.Tests.Faults;
using ClusterGateway.Testing.Histories;
using ClusterGateway.Testing.Locks;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.DocumentLocks;

/// <summary>
/// Whatever befalls agents and store, the history of every file's lock is one that a single correct server could have given. Longer runs, as
/// before a release: <c>LOCK_CALLS=20000 LOCK_FAULTS=20 LOCK_SEEDS=1,2,3 ./test.sh --filter FullyQualifiedName~LockHistory</c>.
/// </summary>
public sealed class LockHistoryTests(ITestOutputHelper output)
{
    // Nothing expires during a run.
    private static readonly LockModel Model = new(Timeout.InfiniteTimeSpan);

    private static int Calls => Number(Environment.GetEnvironmentVariable("LOCK_CALLS") ?? "3000");

    private static int Faults => Number(Environment.GetEnvironmentVariable("LOCK_FAULTS") ?? "4");

    private static IEnumerable<int> Seeds => (Environment.GetEnvironmentVariable("LOCK_SEEDS") ?? "1").Split(',').Select(Number);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("redis")]
    public async Task Locks_UnderFaults_AreLinearizable(string store)
    {
        await using var faulty = await FaultyCluster.StartAsync(store);
        var cluster = faulty.Cluster;
        foreach (var seed in Seeds)
        {
            using var recorder = new LockRecorder(cluster.File.Tokens.App);
            var faults = faulty.NewSchedule(seed);
            var workload = new LockWorkload([.. cluster.File.Nodes.Select(node => node.Agent)], recorder, seed);
            await faults.RunAsync(workload.RunAsync(() => recorder.Known >= Calls && faults.Count >= Faults));

            output.WriteLine($"{store}, seed {seed}: {recorder.Known} calls with a known outcome, {recorder.Unknown} without; faults: {faults}");
            Assert.Equal([], Violations(recorder));
        }
    }

    private static IEnumerable<string> Violations(LockRecorder recorder) =>
        from history in recorder.Histories
        let violation = Linearizability.FindViolation(history.Value, LockModel.Unlocked, Model.Step)
        where violation is not null
        select $"{history.Key}: {violation}";

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
