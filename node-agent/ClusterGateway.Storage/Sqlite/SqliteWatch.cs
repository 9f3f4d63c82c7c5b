namespace ClusterGateway.Storage.Sqlite;

/// <summary>
/// Finds out whether something below a prefix was committed since the last look. First it asks for the cluster's counter, which every
/// commit raises: one row, and mostly the same. (<c>PRAGMA data_version</c> would be as cheap, but wants a connection for itself, and
/// moves with purges and other clusters too.)
/// </summary>
internal sealed class SqliteWatch(string prefix)
{
    private long? _revision;
    private (long, long) _fingerprint;

    public bool HasChanged(SqliteEntries entries)
    {
        var revision = entries.LastRevision();
        if (revision == _revision)
        {
            return false;
        }

        // Read after the counter, so that a commit in between is seen twice rather than never.
        var fingerprint = prefix.Length == 0 ? (revision, 0) : entries.Fingerprint(prefix);
        var changed = _revision is null || fingerprint != _fingerprint;
        (_revision, _fingerprint) = (revision, fingerprint);
        return changed;
    }
}
