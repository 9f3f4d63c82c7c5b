using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Who belongs to the cluster, as this node knows it.</summary>
internal interface IMembership
{
    /// <summary>The latest; empty until the store or the copy on disk was read once.</summary>
    MembershipSnapshot Current { get; }

    /// <summary>What an administrator wants of this node: from the store, or as remembered on disk.</summary>
    AdministrativeState OwnState { get; }

    /// <summary>Whether this process owns its node id.</summary>
    bool IsRegistered { get; }

    /// <summary>Reads again soon, without waiting for the next heartbeat.</summary>
    void Refresh();
}
