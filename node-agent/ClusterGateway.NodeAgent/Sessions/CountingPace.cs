namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>When to count again: soon, but a hundredth of the time at most, and seldom while nobody uses references. Pure.</summary>
internal static class CountingPace
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    /// <summary>What is shown may be so old; a drain counts for itself.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="took">How long the last counting took.</param>
    /// <param name="inUse">Whether there was anything to count.</param>
    public static TimeSpan After(TimeSpan took, bool inUse) =>
        !inUse || 100 * took > Longest ? Longest : 100 * took < Shortest ? Shortest : 100 * took;
}
