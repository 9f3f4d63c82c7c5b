namespace ClusterGateway.NodeAgent.Settings.Replication;

/// <summary>What this node's copy is to what the store has. Pure.</summary>
internal enum SettingsSight
{
    /// <summary>The same step.</summary>
    Current,

    /// <summary>The store has more: apply it.</summary>
    Behind,

    /// <summary>
    /// The store has less, or another step of the same revision: it was restored from a backup, or lost its last writes. A revision never goes
    /// back, so this node waits until the primary has raised it.
    /// </summary>
    Ahead,

    /// <summary>The store has no settings at all, and this node has: it was emptied.</summary>
    Emptied,
}
