namespace ClusterGateway.NodeAgent.Records;

/// <summary>
/// The pause of a writer that lost the race for an entry, before it reads again and tries anew. Random and longer each time, so that writers
/// that started together do not stay together: without it, the slowest of them can lose any number of times.
/// </summary>
internal static class Contention
{
    private const int LongestDoublings = 8;

    /// <param name="racesLost">How often so far, from 1: the pause is at most 2 ms after the first, 512 ms after the ninth and later.</param>
    public static Task PauseAsync(int racesLost, TimeProvider time, CancellationToken cancellationToken)
    {
        var most = 2 << Math.Min(racesLost - 1, LongestDoublings);
        return Task.Delay(TimeSpan.FromMilliseconds(most * Random.Shared.NextDouble()), time, cancellationToken);
    }

    /// <summary>
    /// For writers that go on with what the conflict told: that is fresh, so the next try follows at once; only who loses that too makes
    /// room for others.
    /// </summary>
    public static Task PauseUnlessFirstAsync(int racesLost, TimeProvider time, CancellationToken cancellationToken) =>
        racesLost == 1 ? Task.CompletedTask : PauseAsync(racesLost - 1, time, cancellationToken);
}
