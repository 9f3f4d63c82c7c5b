using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Diagnostics;

/// <summary>
/// The store's time as this node knows it: what the store last told, and what has passed since. The same on every node, whatever their own
/// clocks say, within the time of a round trip. For people to read: what expires does so in the store. Before the store's first answer it
/// is this node's own.
/// </summary>
internal sealed class StoreClock(TimeProvider time)
{
    private volatile Reading? _last;

    public DateTimeOffset Now => _last is { } last ? last.ServerTime + time.GetElapsedTime(last.At) : time.GetUtcNow();

    /// <summary>Of an answer that has just come; the store looked at its clock in the middle of the round trip, as well as one can know.</summary>
    public void Observe(StorePing ping) => _last = new Reading(ping.ServerTime + (ping.RoundTrip / 2), time.GetTimestamp());

    private sealed record Reading(DateTimeOffset ServerTime, long At);
}
