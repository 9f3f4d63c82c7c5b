using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>Locks as entries: one for each locked file, which lives as long as the lock.</summary>
internal static class LockEntries
{
    public const string Prefix = "locks/";

    public static string KeyOf(string resource) => Prefix + EntryName.Of(resource);

    /// <summary>Below it are all locks of files whose name has this beginning; of others too, when it is very long.</summary>
    public static string PrefixOf(string beginning) => Prefix + EntryName.PrefixOf(beginning);

    public static HeldLock HeldBy(StoreEntry entry)
    {
        var record = RecordJson.Read(entry, LockRecordJson.Default.LockRecord);
        return new HeldLock(
            record.Resource, record.LockId, record.Owner, record.AcquiredAt, entry.Revision, entry.ExpiresIn ?? TimeSpan.Zero);
    }

    /// <summary>Quiet: nobody watches locks, and whoever wants one reads it.</summary>
    public static StoreCommit Put(HeldLock held, StoreCondition condition)
    {
        var record = new LockRecord(held.Resource, held.LockId, held.Owner, held.AcquiredAt);
        var value = RecordJson.Write(record, LockRecordJson.Default.LockRecord);
        return new StoreCommit(new StorePut(KeyOf(held.Resource), value, condition, held.ExpiresIn)) { Quiet = true };
    }

    public static StoreCommit Delete(string resource, StoreCondition condition) =>
        new(new StoreDelete(KeyOf(resource), condition)) { Quiet = true };
}
