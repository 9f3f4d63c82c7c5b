namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>One cluster, on PostgreSQL unless CHAOS_STORE says otherwise, for all faults that leave the store's contents alone; each test heals what it broke.</summary>
public sealed class ChaosFixture : IAsyncLifetime
{
    private ChaosCluster? _cluster;

    internal ChaosCluster Cluster => _cluster ?? throw new InvalidOperationException("not started");

    /// <summary>How often a fault is repeated: few times, unless CHAOS_REPEAT says how often.</summary>
    internal static int Repetitions => int.TryParse(Environment.GetEnvironmentVariable("CHAOS_REPEAT"), out var wanted) ? wanted : 1;

    /// <summary>A disturbance that must change nothing: 3 s, less where the machine may be busy with other tests (5 s is the deadline).</summary>
    internal static TimeSpan ShorterThanTheDeadline => TimeSpan.FromSeconds(Repetitions > 1 ? 3 : 2);

    /// <summary>How long the store is away where the primary goes on without it: two minutes once, when faults are repeated.</summary>
    internal static int SecondsOfOutage(int repetition) => repetition == 0 && Repetitions > 1 ? 120 : 10;

    /// <summary>The store by CHAOS_STORE: postgresql, pgbouncer or redis; sqlite for faults at random alone.</summary>
    internal static string Store => Environment.GetEnvironmentVariable("CHAOS_STORE") is { Length: > 0 } store ? store : "postgresql";

    public async Task InitializeAsync() => _cluster = await ChaosCluster.StartAsync(Store);

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
