namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>What is to be done with the lock of a file. Ids are compared ordinally, and nothing else is compared.</summary>
internal abstract record LockCommand
{
    private LockCommand()
    {
    }

    /// <summary>Takes a free lock; refreshes one that is held under the same id.</summary>
    internal sealed record Take(string LockId, TimeSpan TimeToLive, string? Owner = null) : LockCommand;

    internal sealed record Refresh(string LockId, TimeSpan TimeToLive) : LockCommand;

    internal sealed record Release(string LockId) : LockCommand;

    /// <summary>WOPI's UnlockAndRelock: another id, one step.</summary>
    internal sealed record Swap(string OldLockId, string LockId, TimeSpan TimeToLive) : LockCommand;

    /// <summary>Releases the lock whoever holds it.</summary>
    internal sealed record Break : LockCommand;
}
