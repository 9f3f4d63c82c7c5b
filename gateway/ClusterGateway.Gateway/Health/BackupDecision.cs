using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Health;

/// <summary>Decides whether a client that is bound to a backup node stays there. Pure.</summary>
internal static class BackupDecision
{
    /// <summary>The session idle time of semantics §2: who was not seen for so long has no session to lose.</summary>
    public static readonly TimeSpan SessionIdle = TimeSpan.FromMinutes(20);

    /// <param name="backupsAreNeeded">No ordinary node takes new clients.</param>
    /// <param name="unseen">Since the cookie last said that the client was seen; null for clients without a cookie.</param>
    public static BackupStay Decide(BackupFailback failback, bool backupsAreNeeded, TimeSpan? unseen) => failback switch
    {
        BackupFailback.Immediate when !backupsAreNeeded => BackupStay.Leaves,
        BackupFailback.Drain when !backupsAreNeeded && unseen > SessionIdle => BackupStay.Leaves,

        // Noted also while backups are needed: who is active must be known when an ordinary node is back.
        BackupFailback.Drain when unseen > SessionIdle / 4 => BackupStay.StaysAndIsNoted,
        _ => BackupStay.Stays,
    };
}
