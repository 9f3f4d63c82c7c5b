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

    public AffinityTicket? Find(string cookie)
    {
        var young = Volatile.Read(ref _young);
        if (young.Tickets.TryGetValue(cookie, out var ticket))
        {
            return ticket;
        }

        if (Volatile.Read(ref _old).Tickets.TryGetValue(cookie, out ticket))
        {
            Add(cookie, ticket);
        }

        return ticket;
    }

    public void Add(string cookie, AffinityTicket ticket)
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

        public ConcurrentDictionary<string, AffinityTicket> Tickets { get; } = new(StringComparer.Ordinal);
    }
}
