using System.Collections.Concurrent;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>
/// Cookies that were decrypted lately, because decrypting costs more than the rest of the decision. Two generations: when the young one is
/// full it becomes the old one, and what nobody asked for since is dropped. Whether a ticket has ended is asked at each use.
/// </summary>
/// <param name="capacity">Of both generations together.</param>
internal sealed class TicketCache(int capacity)
{
    private Generation _young = new();
    private Generation _old = new();

    public KnownTicket? Find(ReadOnlySpan<char> cookie)
    {
        if (Volatile.Read(ref _young).ByText.TryGetValue(cookie, out var ticket))
        {
            return ticket;
        }

        if (Volatile.Read(ref _old).ByText.TryGetValue(cookie, out ticket))
        {
            Add(cookie.ToString(), ticket);
        }

        return ticket;
    }

    public void Add(string cookie, KnownTicket ticket)
    {
        var young = Volatile.Read(ref _young);
        if (!young.Tickets.TryAdd(cookie, ticket) || Interlocked.Increment(ref young.Count) < capacity / 2)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _young, new Generation(), young) == young)
        {
            Volatile.Write(ref _old, young);
        }
    }

    private sealed class Generation
    {
        public int Count;

        public Generation() => ByText = Tickets.GetAlternateLookup<ReadOnlySpan<char>>();

        public ConcurrentDictionary<string, KnownTicket> Tickets { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, KnownTicket>.AlternateLookup<ReadOnlySpan<char>> ByText { get; }
    }
}
