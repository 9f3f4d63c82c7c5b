using ClusterGateway.Contracts.DocumentLocks;

namespace FilePortal.Locking;

/// <summary>What somebody who wants to change a document has to show for it.</summary>
/// <param name="LockId">Null for nothing.</param>
/// <param name="AllowsUnlocked">Whether the document may be changed while nobody holds it; asked anew each time, null for always.</param>
internal sealed record LockClaim(string? LockId, Func<bool>? AllowsUnlocked = null)
{
    public static LockClaim None { get; } = new(LockId: null);

    /// <summary>One lock for a document, whoever holds it: only the id counts, compared character by character.</summary>
    public bool Suffices(LockView? held) =>
        held is null ? AllowsUnlocked?.Invoke() ?? true : string.Equals(held.LockId, LockId, StringComparison.Ordinal);
}
