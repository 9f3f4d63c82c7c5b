using System.Net.Sockets;
using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>Which exceptions mean that the store gave no answer. All others are mistakes of ours and stay what they are.</summary>
internal static class PostgreSqlFaults
{
    /// <summary>Whether waiting, or somebody who repairs the database, can make the same call succeed.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException e => IsUnavailable(e.SqlState) || IsSchemaLost(e),
        NpgsqlException or SocketException or TimeoutException or IOException => true,
        _ => false,
    };

    /// <summary>Whether the server, or a pooler in front of it, let no further connection in: nothing was asked of it.</summary>
    public static bool IsFull(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.TooManyConnections };

    /// <summary>Whether the server behind the pooled connections is likely gone, so that the others in the pool are dead too.</summary>
    public static bool IsConnectionLost(Exception? exception) =>
        exception is not PostgresException e || e.SqlState.StartsWith("57P", StringComparison.Ordinal);

    /// <summary>Whether our tables are gone: somebody restored or emptied the database under us.</summary>
    public static bool IsSchemaLost(Exception? exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName,
    };

    // Classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static bool IsUnavailable(string sqlState) => sqlState[..2] switch
    {
        "08" => true, // connection
        "53" => true, // out of disk, memory, connections
        "57" => true, // canceled by timeout, shut down, starting
        "58" => true, // I/O error
        "28" => true, // log-in refused: a password that is being rotated
        _ => sqlState is
            PostgresErrorCodes.ReadOnlySqlTransaction or // a standby
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or
            PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege, // not set up yet
    };
}
