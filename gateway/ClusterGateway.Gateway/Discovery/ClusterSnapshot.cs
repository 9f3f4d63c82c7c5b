using System.Collections.Frozen;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>
/// Everything this gateway knows of the cluster at one moment: immutable, swapped whole, read without a lock on every request.
/// </summary>
/// <param name="Version">Rises with every change.</param>
/// <param name="Nodes">By node id, ordinal.</param>
/// <param name="Term">The highest term seen from anybody.</param>
/// <param name="Primary">Where admin traffic may go, null when there is nobody with a live lease.</param>
internal sealed record ClusterSnapshot(long Version, FrozenDictionary<string, NodeState> Nodes, long Term, PrimaryState? Primary)
{
    public static ClusterSnapshot Empty { get; } = new(0, FrozenDictionary<string, NodeState>.Empty, 0, null);
}
