namespace ClusterGateway.Benchmarks.State;

/// <summary>What the peers store: as long as what an agent writes.</summary>
internal static class RawValues
{
    public const int HeldLocks = 1000;

    public static readonly string Lock = new('l', 150);

    public static readonly string Grant = new('g', 60);

    public static readonly string Favorite = new('f', 60);
}
