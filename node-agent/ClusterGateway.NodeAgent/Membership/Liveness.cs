namespace ClusterGateway.NodeAgent.Membership;

/// <summary>What a member's heartbeat says of its agent; of its application it says nothing.</summary>
internal enum Liveness
{
    Alive,

    /// <summary>Silent for <see cref="MembershipOptions.Suspect"/>: no candidate for the primary role.</summary>
    Suspect,

    Dead,
}
