namespace ClusterGateway.Storage.Sqlite;

/// <summary>Unix microseconds: what the database keeps of times.</summary>
internal static class SqliteClock
{
    public static long Now(TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>When an entry written at <paramref name="now"/> expires: never a tick early.</summary>
    public static long? ExpiresAt(long now, TimeSpan? timeToLive) =>
        timeToLive is { } ttl ? now + ((ttl.Ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond) : null;

    public static TimeSpan? ExpiresIn(long now, long? expiresAt) =>
        expiresAt is { } at ? TimeSpan.FromTicks((at - now) * TimeSpan.TicksPerMicrosecond) : null;
}
