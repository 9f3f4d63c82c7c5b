namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>The lock of one file, as its entry was read or written.</summary>
/// <param name="Owner">For people to read, never compared: a WOPI lock belongs to whoever presents its id.</param>
/// <param name="AcquiredAt">Since when the file is locked without a gap; for people too.</param>
/// <param name="Revision">Of the entry; a lock that was refreshed has another one.</param>
/// <param name="ExpiresIn">By the store's clock, when it was read.</param>
internal sealed record HeldLock(
    string Resource, string LockId, string? Owner, DateTimeOffset AcquiredAt, long Revision, TimeSpan ExpiresIn);
