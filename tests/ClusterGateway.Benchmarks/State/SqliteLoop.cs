using System.Text;
using Microsoft.Data.Sqlite;

namespace ClusterGateway.Benchmarks.State;

/// <summary>One connection that runs the statements of the SQLite store, prepared, with nothing around them.</summary>
internal sealed class SqliteLoop : IDisposable
{
    private const string Cluster = "raw";

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public SqliteLoop(string connection)
    {
        _connection = new SqliteConnection($"{connection};Pooling=false;Default Timeout=60");
        _connection.Open();
        Run("PRAGMA synchronous = FULL");
        Run("PRAGMA busy_timeout = 60000");
    }

    public void InOneTransaction(Action work)
    {
        Run("BEGIN IMMEDIATE");
        work();
        Run("COMMIT");
    }

    /// <summary>As a commit with one condition: what is there is read first, and the cluster's revision raised.</summary>
    public void Commit(Action work, string key) => InOneTransaction(() =>
    {
        Get(key);
        Run("INSERT INTO cluster (name, revision) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET revision = revision + 1 RETURNING revision", Cluster, 1L);
        work();
    });

    public void Get(string key) => Run(
        "SELECT key, value, revision, expires_at FROM entry WHERE cluster = ?1 AND key = ?2 AND (expires_at IS NULL OR expires_at > ?3)",
        Cluster, Encoding.UTF8.GetBytes(key), 0L);

    public void Put(string key, string value, bool expires) => Run(
        """
        INSERT INTO entry (cluster, key, value, revision, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (cluster, key) DO UPDATE SET value = excluded.value, revision = excluded.revision, expires_at = excluded.expires_at
        """,
        Cluster, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), 1L, expires ? long.MaxValue : DBNull.Value);

    public void Delete(string key) => Run("DELETE FROM entry WHERE cluster = ?1 AND key = ?2", Cluster, Encoding.UTF8.GetBytes(key));

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private void Run(string sql, params object[] arguments)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= arguments.Length; i++)
            {
                command.Parameters.AddWithValue($"?{i}", DBNull.Value);
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            command.Parameters[i].Value = arguments[i];
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
        }
    }
}
