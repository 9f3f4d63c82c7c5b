using ClusterGateway.Testing.Processes;
using Npgsql;

namespace ClusterGateway.Testing.Servers;

/// <summary>pgbouncer in transaction mode: no state of a session survives a transaction.</summary>
public sealed class PgBouncer : ServerProcess
{
    private PgBouncer()
        : base("pgbouncer")
    {
    }

    public override string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres";

    public static async Task<PgBouncer> InFrontOfAsync(PostgresServer server)
    {
        var bouncer = new PgBouncer();
        try
        {
            await bouncer.ConfigureAsync(server);
            await bouncer.StartAsync();
            return bouncer;
        }
        catch
        {
            await bouncer.DisposeAsync();
            throw;
        }
    }

    private protected override Signal StopSignal(StopMode mode) => mode == StopMode.Fast ? Signal.Interrupt : Signal.Terminate;

    private protected override ChildProcess Launch() =>
        ChildProcess.Start(Programs.OnPath("pgbouncer"), [ConfigurationFile], Programs.UserInsteadOfRoot, Home);

    private protected override async Task<bool> AnswersAsync()
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Timeout=2");
        await connection.OpenAsync();
        return true;
    }

    private string ConfigurationFile => Path.Combine(Home, "pgbouncer.ini");

    private async Task ConfigureAsync(PostgresServer server)
    {
        await File.WriteAllTextAsync(ConfigurationFile, $"""
            [databases]
            * = host=127.0.0.1 port={server.Port} user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            max_client_conn = 500
            default_pool_size = 10
            server_login_retry = 1
            """);
        if (Programs.UserInsteadOfRoot is { } user)
        {
            await Programs.RunAsync("chown", ["-R", user, Home]);
        }
    }
}
