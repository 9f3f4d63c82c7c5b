namespace ClusterGateway.Gateway.Discovery;

/// <summary>What a <c>cluster://</c> destination stands for.</summary>
internal enum ClusterPool
{
    /// <summary><c>cluster://serving</c>: all nodes that may serve.</summary>
    Serving,

    /// <summary><c>cluster://primary</c>: the primary only.</summary>
    Primary,
}
