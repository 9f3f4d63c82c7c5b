using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Health;

/// <summary>Decides whether a client that is bound to a backup node stays there. Pure.</summary>
internal static class BackupDecision
{
    /// <param name="backupsAreNeeded">No ordinary node takes new clients.</param>
    /// <param name="unseen">Since the cookie last said that the client was seen; null for clients without a cookie.</param>
    /// <param name="isConnected">An upgraded connection or event stream of the client runs there: it is active, whatever the cookie says.</param>
    public static BackupStay Decide(BackupFailback failback, bool backupsAreNeeded, TimeSpan? unseen, bool isConnected = false) => failback switch
    {
        BackupFailback.Immediate when !backupsAreNeeded => BackupStay.Leaves,
        BackupFailback.Drain when !backupsAreNeeded && unseen > SessionIdleTime.Value && !isConnected => BackupStay.Leaves,

        // Noted also while backups are needed: who is active must be known when an ordinary node is back.
        BackupFailback.Drain when unseen > SessionIdleTime.Value / 4 => BackupStay.StaysAndIsNoted,
        _ => BackupStay.Stays,
    };
}
