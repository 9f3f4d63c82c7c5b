using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Testing.Servers;

/// <summary>One of the sentinels that watch a master and its replicas, and promote a replica when the master is gone for a second.</summary>
public sealed class RedisSentinel : RedisProcess
{
    /// <summary>The name under which the sentinels know the master.</summary>
    public const string Service = "clustergateway";

    private RedisSentinel()
        : base("sentinel")
    {
    }

    /// <summary>Asks this sentinel for the master.</summary>
    public override string ConnectionString => $"127.0.0.1:{Port},serviceName={Service}";

    /// <summary>So many sentinels, all of whom know each other and a replica.</summary>
    public static async Task<IReadOnlyList<RedisSentinel>> CreateAsync(RedisServer master, int count)
    {
        var sentinels = Enumerable.Range(0, count).Select(_ => new RedisSentinel()).ToList();
        try
        {
            foreach (var sentinel in sentinels)
            {
                await sentinel.WatchAsync(master, quorum: (count / 2) + 1);
            }

            await Eventually.TrueAsync(
                async () => (await Task.WhenAll(sentinels.Select(s => s.KnowsAsync(count - 1)))).All(knows => knows), "the sentinels knew each other and a replica");
            return sentinels;
        }
        catch
        {
            foreach (var sentinel in sentinels)
            {
                await sentinel.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>One on its own, whose configuration is as new as it says.</summary>
    /// <param name="epoch">How many failovers it knows of.</param>
    public static async Task<RedisSentinel> CreateAloneAsync(RedisServer master, int epoch)
    {
        var sentinel = new RedisSentinel();
        try
        {
            await sentinel.WatchAsync(master, quorum: 1, $"sentinel config-epoch {Service} {epoch}", $"sentinel current-epoch {epoch}");
            return sentinel;
        }
        catch
        {
            await sentinel.DisposeAsync();
            throw;
        }
    }

    private protected override ChildProcess Launch() =>
        ChildProcess.Start(Programs.OnPath("redis-server"), [Configuration, "--sentinel"], directory: Home);

    // It writes what it learns into its configuration.
    private string Configuration => Path.Combine(Home, "sentinel.conf");

    private async Task WatchAsync(RedisServer master, int quorum, params IReadOnlyList<string> further)
    {
        await File.WriteAllLinesAsync(
            Configuration,
            [
                $"port {Port}", "bind 127.0.0.1", $"dir {Home}",
                $"sentinel monitor {Service} 127.0.0.1 {master.Port} {quorum}",
                $"sentinel down-after-milliseconds {Service} 1000",
                $"sentinel failover-timeout {Service} 10000",
                .. further,
            ]);
        await StartAsync();
    }

    private async Task<bool> KnowsAsync(int others) =>
        await ExecuteAsync($"SENTINEL SENTINELS {Service}") == $"*{others}" && await ExecuteAsync($"SENTINEL REPLICAS {Service}") != "*0";
}
