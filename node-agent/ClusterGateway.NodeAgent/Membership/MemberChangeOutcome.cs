namespace ClusterGateway.NodeAgent.Membership;

internal enum MemberChangeOutcome
{
    Done,

    /// <summary>It was so already.</summary>
    Unchanged,

    Refused,
    NotFound,
}
