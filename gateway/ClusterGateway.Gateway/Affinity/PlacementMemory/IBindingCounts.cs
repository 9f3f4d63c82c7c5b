namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>How many clients this gateway keeps on each node: what a drain waits for.</summary>
internal interface IBindingCounts
{
    /// <summary>
    /// Clients bound to each node and seen within 20 min, by node id. A client with a cookie counts when the cookie came back for the
    /// first time, one without at once, by its address. Counted at most every few seconds.
    /// </summary>
    IReadOnlyDictionary<string, int> Current { get; }
}
