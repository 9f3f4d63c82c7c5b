using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClusterGateway.Storage.Sqlite;

/// <summary>One connection with its prepared commands; used by one operation at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private const int HasMovedOperation = 20; // SQLITE_FCNTL_HAS_MOVED

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether somebody deleted or replaced the file while it was open. Writing on would be a split brain: whoever opens the path now
    /// gets another database.
    /// </summary>
    public bool HasMoved => FileControl(connection.Handle!, "main", HasMovedOperation, out var moved) == raw.SQLITE_OK && moved != 0;

    /// <summary>The prepared command for a statement whose parameters are <c>?1</c>, <c>?2</c>…</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> arguments)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = Prepare(sql, arguments.Length);
            _commands.Add(sql, command);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>
    /// Begins a writing transaction, or answers false at once when another connection is writing. Not through a command: that would
    /// sleep on this thread and try again.
    /// </summary>
    public bool TryBegin()
    {
        var code = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
        if ((code & 0xFF) == raw.SQLITE_BUSY)
        {
            return false;
        }

        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        return true;
    }

    public void Commit() => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, "COMMIT"), connection.Handle);

    /// <summary>The answer does not matter: after some errors SQLite has already rolled back.</summary>
    public void Rollback() => _ = raw.sqlite3_exec(connection.Handle, "ROLLBACK");

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CharSet = CharSet.Ansi)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(
        SafeHandle database, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int operation, out int answer);

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.AddWithValue($"?{i}", DBNull.Value);
        }

        command.Prepare();
        return command;
    }
}
