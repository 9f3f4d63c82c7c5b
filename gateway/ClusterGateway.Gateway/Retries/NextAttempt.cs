namespace ClusterGateway.Gateway.Retries;

/// <summary>Where a request goes whose attempt failed.</summary>
internal enum NextAttempt
{
    /// <summary>To the node that it is bound to, over a fresh connection, now.</summary>
    OwnNodeNow,

    /// <summary>The same, when that node's state has changed or a moment has passed.</summary>
    OwnNodeLater,

    /// <summary>To another node.</summary>
    AnotherNode,

    /// <summary>Nowhere: the failure is the answer.</summary>
    None,
}
