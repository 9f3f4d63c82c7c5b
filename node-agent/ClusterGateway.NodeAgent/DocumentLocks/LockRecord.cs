namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>
/// The lock of a file as it is stored, <c>locks/{name}</c>; it expires with its entry, by the store's clock. One entry for a file, whatever
/// the protocol: a WebDAV lock, shared or of a folder, will be further members of it.
/// </summary>
internal sealed record LockRecord(string Resource, string LockId, string? Owner, DateTimeOffset AcquiredAt);
