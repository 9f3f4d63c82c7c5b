using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Time;
using Npgsql;

namespace ClusterGateway.Testing.Servers;

/// <summary>PostgreSQL with fsync on: what it acknowledged survives <see cref="StopMode.Kill"/>.</summary>
public sealed class PostgresServer : ServerProcess
{
    private readonly IReadOnlyDictionary<string, string> _environment;

    private PostgresServer(IReadOnlyDictionary<string, string> environment)
        : base("postgres") => _environment = environment;

    public override string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres";

    /// <param name="settings">Further settings, each <c>name=value</c>.</param>
    public static Task<PostgresServer> CreateAsync(params IReadOnlyList<string> settings) => CreateAsync(server => server.InitializeAsync(settings));

    /// <param name="clock">What the server takes for the time.</param>
    public static Task<PostgresServer> CreateAsync(FakedClock clock) => CreateAsync(server => server.InitializeAsync([]), clock.Environment);

    /// <summary>A standby that follows this server; from now on every commit waits until both have it.</summary>
    public async Task<PostgresServer> CreateStandbyAsync()
    {
        var standby = await CreateAsync(server => server.CopyAsync(this));
        await ExecuteAsync("alter system set synchronous_standby_names = '*'");
        await ExecuteAsync("select pg_reload_conf()");
        return standby;
    }

    /// <summary>Ends being a standby.</summary>
    public Task PromoteAsync() => ExecuteAsync("select pg_promote()");

    private static async Task<PostgresServer> CreateAsync(
        Func<PostgresServer, Task> prepareAsync, IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = new PostgresServer(environment ?? new Dictionary<string, string>());
        try
        {
            await server.OwnAsync();
            await prepareAsync(server);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whom the server runs as, and its files belong to; null for the tests' own user.</summary>
    public static string? User => Programs.UserInsteadOfRoot;

    /// <summary>Where one of PostgreSQL's programs is, such as pgbench.</summary>
    public static string Program(string name) => Programs.OfPostgres(name);

    /// <summary>A new, empty database on this server, and its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"db{Guid.NewGuid():N}";
        await ExecuteAsync($"create database {name}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>One statement, past everything that is under test.</summary>
    public async Task ExecuteAsync(string statement, string? connectionString = null)
    {
        await using var connection = new NpgsqlConnection($"{connectionString ?? ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private protected override Signal StopSignal(StopMode mode) => mode == StopMode.Fast ? Signal.Interrupt : Signal.Quit;

    // By env, and not with the environment of what changes the user: libfaketime's semaphore belongs to whom it first sees.
    private protected override ChildProcess Launch() => ChildProcess.Start(
        "env", [.. _environment.Select(v => $"{v.Key}={v.Value}"), Programs.OfPostgres("postgres"), "-D", Data], Programs.UserInsteadOfRoot, Home);

    private protected override async Task<bool> AnswersAsync()
    {
        await ExecuteAsync("select 1", $"{ConnectionString};Timeout=2");
        return true;
    }

    private string Data => Path.Combine(Home, "data");

    private async Task OwnAsync()
    {
        if (Programs.UserInsteadOfRoot is { } user)
        {
            await Programs.RunAsync("chown", [user, Home]);
        }
    }

    private async Task CopyAsync(PostgresServer primary)
    {
        await Programs.RunAsync(
            Programs.OfPostgres("pg_basebackup"), ["-D", Data, "-h", "127.0.0.1", "-p", $"{primary.Port}", "-U", "postgres", "-R", "-c", "fast", "--no-sync"],
            Programs.UserInsteadOfRoot);
        await ConfigureAsync([$"port={Port}", $"unix_socket_directories='{Home}'"]);
    }

    private async Task InitializeAsync(IReadOnlyList<string> settings)
    {
        await Programs.RunAsync(
            Programs.OfPostgres("initdb"), ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"],
            Programs.UserInsteadOfRoot);
        string[] ours =
        [
            $"port={Port}", "listen_addresses='127.0.0.1'", $"unix_socket_directories='{Home}'", "max_connections=200",
            "shared_buffers=32MB", "autovacuum_naptime=10s", "max_wal_size=128MB", "min_wal_size=32MB",
            "log_min_messages=warning", "log_min_error_statement=panic",
        ];
        await ConfigureAsync([.. ours, .. settings]);
    }

    private Task ConfigureAsync(IEnumerable<string> settings) => File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"), settings);
}
