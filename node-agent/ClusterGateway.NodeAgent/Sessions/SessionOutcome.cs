namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>What became of a wish about a session's reference.</summary>
internal enum SessionOutcome
{
    /// <summary>It is new, or new to the process that put it: the one that had it is gone.</summary>
    Created,

    Refreshed,
    Removed,

    /// <summary>There is none.</summary>
    Absent,

    /// <summary>A process that may live has it.</summary>
    Held,

    /// <summary>It is not as the caller's condition wants it.</summary>
    Refused,
}
