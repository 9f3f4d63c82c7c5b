namespace ClusterGateway.NodeAgent.Leadership;

internal enum ElectionAction
{
    /// <summary>Nothing to do but to look again.</summary>
    Wait,

    Acquire,

    /// <summary>Renew what this process holds, or what the store says it holds.</summary>
    Renew,

    /// <summary>Take the lease again that ran out while this process led without the store, in the same term.</summary>
    Restore,

    /// <summary>No longer primary; the store is not told.</summary>
    StepDown,

    /// <summary>Give the lease back.</summary>
    Release,
}
