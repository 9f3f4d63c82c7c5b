using System.Globalization;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Problems;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>What a WOPI client says in headers; null where it sent none.</summary>
internal readonly record struct WopiLockRequest(
    [FromHeader(Name = WopiHeaders.Override)] string? Override,
    [FromHeader(Name = WopiHeaders.Lock)] string? Lock,
    [FromHeader(Name = WopiHeaders.OldLock)] string? OldLock,
    [FromHeader(Name = WopiHeaders.LockExpirationTimeout)] string? LockExpirationTimeout)
{
    /// <summary>Why its <c>X-WOPI-Lock</c> is none.</summary>
    public Problem? RefuseLock() => LockTerms.RefuseId(WopiHeaders.Lock, Lock);

    /// <summary>Why its <c>X-WOPI-OldLock</c> is none. One that is empty is wrong, not absent: its presence chooses the operation.</summary>
    public Problem? RefuseOldLock() => OldLock is null ? null : LockTerms.RefuseId(WopiHeaders.OldLock, OldLock);

    /// <summary>Why its <c>X-WOPI-LockExpirationTimeout</c> is none; absent is fine.</summary>
    public Problem? RefuseTimeToLive() => LockTerms.RefuseTimeToLive(WopiHeaders.LockExpirationTimeout, RequestedTimeToLive);

    public Duration TimeToLiveOr(Duration standard) => RequestedTimeToLive ?? standard;

    /// <summary>Zero, which is never right, for what is no number.</summary>
    private Duration? RequestedTimeToLive => LockExpirationTimeout switch
    {
        null => null,
        var text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Duration.FromSeconds(seconds) : default,
    };
}
