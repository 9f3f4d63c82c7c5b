namespace ClusterGateway.Benchmarks.Faults;

/// <summary>What stands in front of the nodes.</summary>
internal interface IFront : IAsyncDisposable
{
    Uri Url { get; }

    /// <summary>Of the proxy itself.</summary>
    IReadOnlyList<int> Processes { get; }
}
