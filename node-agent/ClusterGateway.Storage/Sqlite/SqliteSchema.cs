using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ClusterGateway.Storage.Sqlite;

/// <summary>Opens connections, and brings the database to the schema of this version: each step once, whoever comes first.</summary>
internal static class SqliteSchema
{
    /// <summary>The highest <c>Schema.N.sql</c>; kept in the file as <c>user_version</c>.</summary>
    public const int Version = 2;

    public static SqliteSession Open(string path)
    {
        SqliteFile.Create(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false, // The store keeps its connections itself, with their prepared commands.
            DefaultTimeout = 1, // Seconds of patience with the rare lock that stops even readers; zero would be for ever.
        }.ConnectionString);
        try
        {
            connection.Open();
            Configure(connection, path);
            Migrate(connection, path);
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Configure(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() as string is not "wal" and var mode)
        {
            throw new StoreUnavailableException(
                $"'{path}' cannot be shared by several processes (journal mode {mode}): name a directory on a local disk");
        }

        // FULL flushes each commit to the disk: an acknowledged write outlives a power failure.
        Execute(connection, "PRAGMA synchronous = FULL");
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        if (CurrentVersion(connection, path) == Version)
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        for (var version = CurrentVersion(connection, path) + 1; version <= Version; version++)
        {
            Execute(connection, Script(version) + $"PRAGMA user_version = {version.ToString(CultureInfo.InvariantCulture)};");
        }

        transaction.Commit();
    }

    private static int CurrentVersion(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = (int)(long)command.ExecuteScalar()!;
        return version <= Version
            ? version
            : throw new StoreUnavailableException(
                $"'{path}' has schema {version}, but this version knows only {Version}: run the newer version, or name another file");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Script(int version)
    {
        var name = $"{typeof(SqliteSchema).Namespace}.Schema.{version}.sql";
        using var stream = typeof(SqliteSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
