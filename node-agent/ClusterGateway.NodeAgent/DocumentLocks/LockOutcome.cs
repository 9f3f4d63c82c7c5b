namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>What became of a <see cref="LockCommand"/>.</summary>
internal enum LockOutcome
{
    Taken,
    Refreshed,
    Swapped,
    Released,
    Broken,

    /// <summary>The file is not locked under the id that the command needs; nothing was changed.</summary>
    Conflict,

    /// <summary>There was nothing to break.</summary>
    Unlocked,
}
