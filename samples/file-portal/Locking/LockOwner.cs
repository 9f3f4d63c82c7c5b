using ClusterGateway.Contracts.DocumentLocks;

namespace FilePortal.Locking;

/// <summary>Whom to name to people, at the beginning of a sentence.</summary>
internal static class LockOwner
{
    /// <summary>WOPI's locks name nobody: several people share one.</summary>
    public static string Of(LockView held) => string.IsNullOrEmpty(held.Owner) ? "Somebody in an office application" : held.Owner;
}
