using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>Columns that every statement answers in the same order: value, revision, remaining microseconds.</summary>
internal static class PostgreSqlRow
{
    public static StoreEntry Entry(string key, NpgsqlDataReader reader, int first) => new(
        key,
        reader.GetFieldValue<byte[]>(first),
        reader.GetInt64(first + 1),
        reader.IsDBNull(first + 2) ? null : new TimeSpan(reader.GetInt64(first + 2) * TimeSpan.TicksPerMicrosecond));
}
