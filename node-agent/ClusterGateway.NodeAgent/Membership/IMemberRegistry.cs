using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Changes what is stored of members, on behalf of an administrator; any agent may, for any member.</summary>
internal interface IMemberRegistry
{
    /// <param name="deadline">How long a drain may last, by the store's clock; ignored otherwise.</param>
    /// <param name="force">Also when it leaves no active node.</param>
    /// <param name="onlyFrom">Nothing is changed unless the member is in this state now; null for any.</param>
    Task<MemberChange> ChangeStateAsync(
        string id, AdministrativeState state, TimeSpan deadline, bool force, string? actor, AdministrativeState? onlyFrom,
        CancellationToken cancellationToken);

    /// <summary>What is left of the node's drain, by the store's clock; null when its deadline has passed or it does not drain.</summary>
    Task<TimeSpan?> DrainRemainingAsync(string id, CancellationToken cancellationToken);

    /// <summary>Forgets a dead member.</summary>
    Task<MemberChange> RemoveAsync(string id, CancellationToken cancellationToken);
}
