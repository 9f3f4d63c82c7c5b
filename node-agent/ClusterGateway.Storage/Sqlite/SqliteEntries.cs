using Microsoft.Data.Sqlite;

namespace ClusterGateway.Storage.Sqlite;

/// <summary>What is read of one cluster through one session, at one time.</summary>
internal readonly record struct SqliteEntries(SqliteSession Session, string Cluster, long Now)
{
    public StoreEntry? Find(string key)
    {
        using var reader = Session.Command(SqliteQueries.Find, Cluster, Now, StoreKey.Encode(key)).ExecuteReader();
        return reader.Read() ? Entry(reader) : null;
    }

    public long? FindRevision(string key) =>
        (long?)Session.Command(SqliteQueries.FindRevision, Cluster, Now, StoreKey.Encode(key)).ExecuteScalar();

    public StorePage List(string prefix, string? after, int limit)
    {
        var range = SqliteRange.Below(prefix, after);
        using var reader = Session.Command(SqliteQueries.List, Cluster, Now, range.From, range.To, limit + 1).ExecuteReader();
        var entries = new List<StoreEntry>();
        while (reader.Read())
        {
            if (entries.Count == limit)
            {
                return new StorePage(entries, entries[^1].Key);
            }

            entries.Add(Entry(reader));
        }

        return new StorePage(entries, null);
    }

    public long Count(string prefix)
    {
        var range = SqliteRange.Below(prefix);
        return (long)Session.Command(SqliteQueries.Count, Cluster, Now, range.From, range.To).ExecuteScalar()!;
    }

    public int Purge(string prefix, int limit)
    {
        var range = SqliteRange.Below(prefix);
        return Session.Command(SqliteQueries.Purge, Cluster, Now, range.From, range.To, limit).ExecuteNonQuery();
    }

    /// <summary>The last revision that any commit of the cluster was given; zero before the first.</summary>
    public long LastRevision() =>
        (long?)Session.Command("SELECT revision FROM cluster WHERE name = ?1", Cluster).ExecuteScalar() ?? 0;

    /// <summary>Differs whenever something below the prefix was changed: a put raises the highest revision, a delete alone the count.</summary>
    public (long HighestRevision, long Count) Fingerprint(string prefix)
    {
        var range = SqliteRange.Below(prefix);
        using var reader = Session.Command(
            "SELECT COALESCE(MAX(revision), 0), COUNT(*) FROM entry WHERE cluster = ?1 AND key >= ?2 AND key < ?3",
            Cluster, range.From, range.To).ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private StoreEntry Entry(SqliteDataReader reader) => new(
        StoreKey.Decode(reader.GetFieldValue<byte[]>(0)),
        reader.GetFieldValue<byte[]>(1),
        reader.GetInt64(2),
        SqliteClock.ExpiresIn(Now, reader.IsDBNull(3) ? null : reader.GetInt64(3)));
}
