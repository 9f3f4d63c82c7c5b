using System.Text.Json;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>The 409 of both interfaces: whose lock is in the way.</summary>
internal static class LockConflict
{
    public static string ReasonOf(HeldLock? held) => held is null ? "the file is not locked" : "the file is locked under another id";

    public static Problem ProblemOf(HeldLock? held) => Problem.Of(
        ProblemTypes.LockConflict,
        ReasonOf(held),
        retryAfter: null,
        new("currentLockId", JsonSerializer.SerializeToElement(held?.LockId ?? "")),
        new("expiresIn", JsonSerializer.SerializeToElement(held?.ExpiresIn.TotalSeconds ?? 0)),
        new("owner", JsonSerializer.SerializeToElement(held?.Owner)));
}
