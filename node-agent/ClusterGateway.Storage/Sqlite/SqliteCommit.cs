namespace ClusterGateway.Storage.Sqlite;

/// <summary>Carries out a commit inside a writing transaction; the caller commits it, or rolls back when the race was lost.</summary>
internal static class SqliteCommit
{
    public static CommitResult Execute(SqliteSession session, string cluster, StoreCommit commit, long now)
    {
        var entries = new SqliteEntries(session, cluster, now);
        StoreConflict[] conflicts = [.. commit.Operations
            .Where(o => o.Condition.Kind != StoreConditionKind.Any && !o.Condition.HoldsFor(entries.FindRevision(o.Key)))
            .Select(o => new StoreConflict(o.Key, entries.Find(o.Key)))];
        if (conflicts.Length > 0)
        {
            return CommitResult.Lost(conflicts);
        }

        var revision = NextRevision(session, cluster, Math.Max(now, commit.RevisionFloor + 1));
        foreach (var operation in commit.Operations)
        {
            Apply(session, cluster, operation, revision, now);
        }

        return CommitResult.At(revision);
    }

    /// <summary>At least <paramref name="atLeast"/>: the time keeps revisions rising even over a file that was lost or restored.</summary>
    private static long NextRevision(SqliteSession session, string cluster, long atLeast) => (long)session.Command(
        """
        INSERT INTO cluster (name, revision) VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE SET revision = MAX(revision + 1, excluded.revision)
        RETURNING revision
        """,
        cluster, atLeast).ExecuteScalar()!;

    private static void Apply(SqliteSession session, string cluster, StoreOperation operation, long revision, long now)
    {
        switch (operation)
        {
            case StorePut put:
                session.Command(
                    """
                    INSERT INTO entry (cluster, key, value, revision, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)
                    ON CONFLICT (cluster, key) DO UPDATE
                    SET value = excluded.value, revision = excluded.revision, expires_at = excluded.expires_at
                    """,
                    cluster, StoreKey.Encode(put.Key), put.Value.ToArray(), revision, SqliteClock.ExpiresAt(now, put.TimeToLive))
                    .ExecuteNonQuery();
                break;
            case StoreDelete:
                session.Command("DELETE FROM entry WHERE cluster = ?1 AND key = ?2", cluster, StoreKey.Encode(operation.Key))
                    .ExecuteNonQuery();
                break;
        }
    }
}
