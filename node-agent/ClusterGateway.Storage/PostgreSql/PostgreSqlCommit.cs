using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>A commit as one statement, one round trip: a call of the function that <c>Schema/0001.sql</c> defines.</summary>
internal static class PostgreSqlCommit
{
    private const string Sql = "select ordinal, value, revision, remaining from clustergateway.commit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    public static NpgsqlCommand Prepare(NpgsqlConnection connection, string cluster, StoreCommit commit, string channel, string? notice, TimeSpan timeout)
    {
        var operations = commit.Operations;
        var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = cluster },
            Array(NpgsqlDbType.Integer, operations, Kind),
            Array(NpgsqlDbType.Bytea, operations, o => StoreKey.Encode(o.Key)),
            Array(NpgsqlDbType.Bytea, operations, o => o is StorePut put ? put.Value : ReadOnlyMemory<byte>.Empty),
            Array(NpgsqlDbType.Bigint, operations, o => o is StorePut { TimeToLive: { } ttl } ? Microseconds(ttl) : 0L),
            Array(NpgsqlDbType.Integer, operations, o => (int)o.Condition.Kind),
            Array(NpgsqlDbType.Bigint, operations, o => o.Condition.Revision),
            new() { Value = commit.RevisionFloor },
            new() { Value = channel },
            new() { Value = (object?)notice ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = (int)timeout.TotalMilliseconds },
        });
        return command;
    }

    public static async Task<CommitResult> ReadAsync(NpgsqlDataReader reader, StoreCommit commit, CancellationToken cancellationToken)
    {
        var conflicts = new List<StoreConflict>();
        var revision = 0L;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var ordinal = reader.GetInt32(0);
            if (ordinal == 0)
            {
                revision = reader.GetInt64(2);
                continue;
            }

            var key = commit.Operations[ordinal - 1].Key;
            conflicts.Add(new StoreConflict(key, reader.IsDBNull(1) ? null : PostgreSqlRow.Entry(key, reader, 1)));
        }

        // The rows come before the transaction is committed: only the end of the answer tells whether it was.
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return conflicts.Count == 0 ? CommitResult.At(revision) : CommitResult.Lost(conflicts);
    }

    private static int Kind(StoreOperation operation) => operation switch
    {
        StoreCheck => 0,
        StorePut => 1,
        StoreDelete => 2,
        _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{operation.GetType().Name} in a commit")),
    };

    // Rounded up: a time to live may be longer than asked for by less than a microsecond, never shorter.
    private static long Microseconds(TimeSpan span) => (span.Ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond;

    private static NpgsqlParameter Array<T>(NpgsqlDbType element, IReadOnlyList<StoreOperation> operations, Func<StoreOperation, T> select) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element, Value = operations.Select(select).ToArray() };
}
