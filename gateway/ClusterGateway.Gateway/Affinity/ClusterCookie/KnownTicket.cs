namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>A ticket that was decrypted or made here, and when its return was last noted.</summary>
internal sealed class KnownTicket(AffinityTicket ticket)
{
    /// <summary>Between two notes: bindings are counted over minutes, and a note takes a lock.</summary>
    private static readonly TimeSpan NoteInterval = TimeSpan.FromSeconds(5);

    private long _notedAt = long.MinValue;

    public AffinityTicket Ticket { get; } = ticket;

    /// <returns>Whether to note that the cookie came back; true for one caller in an interval.</returns>
    public bool IsDueForNote(TimeProvider time)
    {
        var (now, notedAt) = (time.GetTimestamp(), Volatile.Read(ref _notedAt));
        return (notedAt == long.MinValue || time.GetElapsedTime(notedAt, now) >= NoteInterval)
            && Interlocked.CompareExchange(ref _notedAt, now, notedAt) == notedAt;
    }
}
