namespace ClusterGateway.Contracts.DocumentLocks;

/// <summary>The headers of WOPI's lock calls (https://learn.microsoft.com/microsoft-365/cloud-storage-partner-program/rest/files/lock).</summary>
public static class WopiHeaders
{
    /// <summary>Which operation a POST is.</summary>
    public const string Override = "X-WOPI-Override";

    /// <summary>
    /// Of a request, the id to lock with; of a 409 and of the answer to GET_LOCK, the id that holds the file, empty when none does.
    /// An empty header survives ASP.NET Core only when it is assigned by the indexer: <c>Append</c> drops it.
    /// </summary>
    public const string Lock = "X-WOPI-Lock";

    /// <summary>Its presence makes a LOCK an UnlockAndRelock.</summary>
    public const string OldLock = "X-WOPI-OldLock";

    /// <summary>Seconds, 60–3,600.</summary>
    public const string LockExpirationTimeout = "X-WOPI-LockExpirationTimeout";

    /// <summary>Why there was a 409, for logs.</summary>
    public const string LockFailureReason = "X-WOPI-LockFailureReason";
}
