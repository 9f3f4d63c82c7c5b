namespace ClusterGateway.Benchmarks.State;

internal enum Operation
{
    /// <summary>Two calls each, counted as two.</summary>
    LockUnlock,

    Refresh,

    Get,

    /// <summary>A share link without a password.</summary>
    Resolve,

    /// <summary>A new favorite each time.</summary>
    Favorite,
}
