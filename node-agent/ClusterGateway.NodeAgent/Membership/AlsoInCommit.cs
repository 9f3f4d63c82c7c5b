using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>What goes into the same commit as a change, such as its event; asked anew for each attempt.</summary>
internal delegate Task<IReadOnlyList<StoreOperation>> AlsoInCommit(CancellationToken cancellationToken);
