namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>Whose greatest rate of small requests a workload is measured by.</summary>
internal enum Saturation
{
    /// <summary>The same for all proxies; of the first one where the gateway is not among them.</summary>
    OfTheGateway,

    /// <summary>Each one's own.</summary>
    OfTheProxy,
}
