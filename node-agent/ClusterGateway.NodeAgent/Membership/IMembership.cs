using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

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

    /// <summary>
    /// What a commit carries that counts on a member being gone, with all that its memory held: a check that fails in the store when the
    /// member lives after all. Null while that is not certain. An agent that is restarted or upgraded is dead for a moment, but its
    /// application lives: only a member that this process has seen dead for <see cref="MembershipOptions.Dead"/> without a break is gone.
    /// </summary>
    StoreOperation? DeathCheck(string id);

    /// <summary>Raised after every reading.</summary>
    ChangeSignal Published { get; }

    /// <summary>Reads again soon, without waiting for the next heartbeat.</summary>
    void Refresh();
}
