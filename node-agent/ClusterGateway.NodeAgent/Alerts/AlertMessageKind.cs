namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>What a message tells.</summary>
internal enum AlertMessageKind
{
    Firing,

    /// <summary>It is still so.</summary>
    Reminder,

    Resolved,

    /// <summary>Nothing: an administrator tries the channels.</summary>
    Test,
}
