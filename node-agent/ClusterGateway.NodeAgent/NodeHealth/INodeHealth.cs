namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>The health of this node as its checks see it.</summary>
internal interface INodeHealth
{
    /// <summary>The latest; never null, <c>starting</c> at first.</summary>
    NodeHealthSnapshot Current { get; }

    /// <summary>Answers the latest as soon as its version is above <paramref name="version"/>; at once when it already is.</summary>
    Task<NodeHealthSnapshot> WaitForChangeAsync(long version, CancellationToken cancellationToken);
}
