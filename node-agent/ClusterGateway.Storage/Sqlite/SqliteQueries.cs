namespace ClusterGateway.Storage.Sqlite;

/// <summary>
/// What is asked. ?1 is the cluster, ?2 the time; a prefix is the range from ?3 up to, not including, ?4. One entry is ?3 alone; the last
/// parameter of a list or a purge is how many.
/// </summary>
internal static class SqliteQueries
{
    private const string Live = "(expires_at IS NULL OR expires_at > ?2)";
    private const string Below = "cluster = ?1 AND key >= ?3 AND key < ?4";

    public const string Find = $"SELECT key, value, revision, expires_at FROM entry WHERE cluster = ?1 AND key = ?3 AND {Live}";

    public const string FindRevision = $"SELECT revision FROM entry WHERE cluster = ?1 AND key = ?3 AND {Live}";

    public const string List = $"SELECT key, value, revision, expires_at FROM entry WHERE {Below} AND {Live} ORDER BY key LIMIT ?5";

    public const string Count = $"SELECT COUNT(*) FROM entry WHERE {Below} AND {Live}";

    /// <summary>What expired first goes first. The pluses keep the keys' index out of it: that of expiries reads nothing that has not expired.</summary>
    public const string Purge = """
        DELETE FROM entry WHERE rowid IN (
          SELECT rowid FROM entry
          WHERE cluster = ?1 AND expires_at <= ?2 AND +key >= ?3 AND +key < ?4
          ORDER BY expires_at LIMIT ?5)
        """;
}
