using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Time;
using Microsoft.Data.Sqlite;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>What the agents of a fault cluster keep their state in.</summary>
/// <param name="provider">As the agents' configuration names it.</param>
/// <param name="servers">The one that faults are done to, and those that stand beside or before it; none for a file.</param>
internal sealed class ChaosStore(string provider, params IReadOnlyList<ServerProcess> servers) : IAsyncDisposable
{
    public string Provider => provider;

    public IReadOnlyList<ServerProcess> Servers => servers;

    /// <summary>The server to which every agent has a link of its own; null when the agents find their servers by <see cref="Connection"/>.</summary>
    public ServerProcess? Near { get; private init; }

    /// <summary>Now and then faults at random make it forget its last moments.</summary>
    public bool Forgets { get; private init; }

    /// <summary>The server's time, where a test may set it.</summary>
    public FakedClock? Clock { get; private init; }

    public required string Connection { get; init; }

    /// <param name="name">A provider; or <c>pgbouncer</c>, <c>postgresql-standby</c> (a synchronous one), <c>postgresql-clock</c>, <c>redis-forgets</c>, <c>redis-sentinel</c> (three of them, and a replica).</param>
    /// <param name="directory">Where a file may be.</param>
    public static Task<ChaosStore> StartAsync(string name, string directory) => name switch
    {
        "sqlite" => Task.FromResult(new ChaosStore(name) { Connection = $"Data Source={Path.Combine(directory, "cluster.db")}" }),
        "redis" => RedisAsync(forgets: false),
        "redis-forgets" => RedisAsync(forgets: true),
        "redis-sentinel" => SentinelAsync(),
        "postgresql" => PostgresAsync(),
        "postgresql-standby" => StandbyAsync(),
        "postgresql-clock" => ClockAsync(),
        "pgbouncer" => PgBouncerAsync(),
        _ => throw new ArgumentException($"'{name}' is no store of the fault suite", nameof(name)),
    };

    /// <param name="link">An agent's way to <see cref="Near"/>; null without one.</param>
    public string ConnectionThrough(TcpFault? link) =>
        link is null
        ? Connection
        : Connection.Replace($"{Near!.Port}", $"{link.Port}", StringComparison.Ordinal).Replace("127.0.0.1", $"{link.At}", StringComparison.Ordinal);

    /// <summary>Nobody can write to the file until this is disposed.</summary>
    public IDisposable LockFile()
    {
        var connection = new SqliteConnection($"{Connection};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "begin immediate";
        command.ExecuteNonQuery();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Reverse())
        {
            await server.DisposeAsync();
        }

        Clock?.Dispose();
    }

    private static ChaosStore Of(string provider, ServerProcess near, params IReadOnlyList<ServerProcess> servers) =>
        new(provider, servers) { Near = near, Connection = near.ConnectionString };

    private static async Task<ChaosStore> RedisAsync(bool forgets)
    {
        var server = await RedisServer.CreateAsync();
        return new ChaosStore("redis", server) { Near = server, Connection = server.ConnectionString, Forgets = forgets };
    }

    private static async Task<ChaosStore> SentinelAsync()
    {
        var master = await RedisServer.CreateAsync();
        var replica = await master.CreateReplicaAsync();
        var sentinels = await RedisSentinel.CreateAsync(master, count: 3);
        return new ChaosStore("redis", [master, replica, .. sentinels])
        {
            Connection = $"{string.Join(',', sentinels.Select(s => $"127.0.0.1:{s.Port}"))},serviceName={RedisSentinel.Service}",
        };
    }

    private static async Task<ChaosStore> PostgresAsync()
    {
        var server = await PostgresServer.CreateAsync();
        return Of("postgresql", server, server);
    }

    private static async Task<ChaosStore> StandbyAsync()
    {
        var primary = await PostgresServer.CreateAsync();
        var standby = await primary.CreateStandbyAsync();
        return new ChaosStore("postgresql", primary, standby)
        {
            Connection = $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port};Username=postgres;Database=postgres",
        };
    }

    private static async Task<ChaosStore> ClockAsync()
    {
        var clock = new FakedClock(TimeSpan.Zero);
        var server = await PostgresServer.CreateAsync(clock);
        return new ChaosStore("postgresql", server) { Near = server, Connection = server.ConnectionString, Clock = clock };
    }

    private static async Task<ChaosStore> PgBouncerAsync()
    {
        var server = await PostgresServer.CreateAsync();
        var bouncer = await PgBouncer.InFrontOfAsync(server);
        return Of("postgresql", bouncer, server, bouncer);
    }
}
