namespace ClusterGateway.NodeAgent.Membership;

/// <summary>What the recorded address of a taken node id answered.</summary>
internal enum PeerAnswer
{
    /// <summary>No process listens there any more.</summary>
    Refused,

    /// <summary>An answer of no use, or none in time: nobody can tell whether the other lives.</summary>
    None,

    /// <summary>This very process: it listens where the recorded one did.</summary>
    Ourselves,

    /// <summary>Another process of the same node id.</summary>
    Another,
}
