using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>Looks whether this server can keep what PostgreSQL promises.</summary>
internal static class PostgreSqlPromises
{
    private const string Sql = """
        select current_setting('synchronous_commit'), current_setting('fsync'), relpersistence = 'u'
        from pg_class where oid = 'clustergateway.entry'::regclass
        """;

    public static async Task<IReadOnlyList<string>> FindBrokenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. Broken(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2))];
    }

    private static IEnumerable<string> Broken(string synchronousCommit, string fsync, bool unlogged)
    {
        if (synchronousCommit == "off")
        {
            yield return "synchronous_commit is off: a crash of PostgreSQL loses the last acknowledged writes; set it to on, at least for this role";
        }

        if (fsync == "off")
        {
            yield return "fsync is off: a power failure can destroy the database; set it to on";
        }

        if (unlogged)
        {
            yield return "the table clustergateway.entry is UNLOGGED: a crash empties it; alter table clustergateway.entry set logged";
        }
    }
}
