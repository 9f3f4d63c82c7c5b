using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Changes what is stored of members, on behalf of an administrator; any agent may, for any member.</summary>
internal interface IMemberRegistry
{
    /// <param name="deadline">How long a drain may last, by the store's clock; ignored otherwise.</param>
    /// <param name="force">Also when it leaves no active node.</param>
    /// <param name="also">Goes into the same commit, unless only the deadline of a drain changes.</param>
    Task<MemberChange> ChangeStateAsync(
        string id, AdministrativeState state, TimeSpan deadline, bool force, string? actor, AlsoInCommit also, CancellationToken cancellationToken);

    /// <summary>The drain of a member that drains.</summary>
    Task<DrainTerm> FindDrainAsync(string id, CancellationToken cancellationToken);

    /// <summary>From draining to maintenance, if this drain still runs. Of all who call it for one drain, one is told that it is done.</summary>
    /// <param name="also">Goes into the same commit; refused when only that met a conflict.</param>
    Task<MemberChange> FinishDrainAsync(
        string id, DrainTerm drain, string actor, IReadOnlyList<StoreOperation> also, CancellationToken cancellationToken);

    /// <summary>Forgets a dead member.</summary>
    /// <param name="also">Goes into the same commit.</param>
    Task<MemberChange> RemoveAsync(string id, AlsoInCommit also, CancellationToken cancellationToken);
}
