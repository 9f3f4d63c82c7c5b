namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>The locks of all files of the cluster. Linearizable for each file on a store that is.</summary>
internal interface IDocumentLocks
{
    /// <summary>
    /// Carries the command out, or answers whose lock is in the way, as one atomic step. Visible on every node when it returns.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">Nobody knows whether it was carried out.</exception>
    Task<LockAnswer> CarryOutAsync(string resource, LockCommand command, CancellationToken cancellationToken);

    /// <summary>The lock of the file; null when it is unlocked.</summary>
    Task<HeldLock?> FindAsync(string resource, CancellationToken cancellationToken);
}
