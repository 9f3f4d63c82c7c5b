using System.Globalization;
using System.Reflection;
using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>
/// Brings the database to our version at first contact, from any number of nodes at once, and looks how it is configured. A newer
/// version than ours is fine: while a cluster is upgraded, both run.
/// </summary>
internal sealed class PostgreSqlSchema : IDisposable
{
    private const string Folder = "PostgreSql.Schema";

    // Not to_regclass: its answer may come from a cache that does not know what was committed while we waited for the lock.
    private const string Exists = """
        select exists (
          select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'clustergateway' and c.relname = 'schema_version')
        """;

    private static readonly IReadOnlyList<int> Versions = FindVersions();

    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _ready;

    /// <summary>Against what the store promises; empty before the first contact.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public async ValueTask EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_ready)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_ready)
            {
                await MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
                Warnings = await PostgreSqlPromises.FindBrokenAsync(connection, cancellationToken).ConfigureAwait(false);
                _ready = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The next operation looks again.</summary>
    public void Forget() => _ready = false;

    public void Dispose() => _gate.Dispose();

    private static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Without the right to create anything, a database that somebody else prepared serves as well.
        if (await VersionAsync(connection, cancellationToken).ConfigureAwait(false) >= Versions[^1])
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtextextended('clustergateway.schema', 0))", cancellationToken).ConfigureAwait(false);
        var current = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (current == 0)
        {
            await ExecuteAsync(connection, EmbeddedText.Read(Folder, "0000.sql"), cancellationToken).ConfigureAwait(false);
        }

        foreach (var version in Versions.Where(v => v > current))
        {
            await ExecuteAsync(connection, EmbeddedText.Read(Folder, $"{version:0000}.sql"), cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(
                connection, string.Create(CultureInfo.InvariantCulture, $"insert into clustergateway.schema_version values ({version})"), cancellationToken)
                .ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand(Exists, connection);
        if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
        {
            return 0;
        }

        await using var version = new NpgsqlCommand("select coalesce(max(version), 0) from clustergateway.schema_version", connection);
        return (int)(await version.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static List<int> FindVersions() =>
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith($"ClusterGateway.Storage.{Folder}.", StringComparison.Ordinal))
            .Select(name => int.Parse(name.Split('.')[^2], CultureInfo.InvariantCulture))
            .Where(version => version > 0)
            .Order(),
    ];
}
