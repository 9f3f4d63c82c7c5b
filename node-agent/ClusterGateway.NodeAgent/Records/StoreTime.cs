using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Records;

/// <summary>Times to live that are what is left of another.</summary>
internal static class StoreTime
{
    /// <summary>The shortest that a store takes.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    public static TimeSpan AtLeastSome(TimeSpan left) => left > Least ? left : Least;

    /// <summary>What is left of the entry's, to be given to another that ends with it; null for ever.</summary>
    public static TimeSpan? LeftOf(StoreEntry entry) => entry.ExpiresIn is { } left ? AtLeastSome(left) : null;
}
