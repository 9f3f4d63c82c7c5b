using ClusterGateway.Contracts.Events;

namespace ClusterGateway.Testing.Primacy;

/// <summary>
/// Everything that a run recorded of the primary role, and what of it must never be. Pure. Every rule is conservative: it finds only what
/// cannot be explained by the time that questions and answers take.
/// </summary>
public sealed record AdminHistory
{
    public IReadOnlyList<AdminArrival> Arrivals { get; init; } = [];

    public IReadOnlyList<PrimaryReading> Readings { get; init; } = [];

    /// <summary>Of the store, once each, in any order.</summary>
    public IReadOnlyList<EventView> Events { get; init; } = [];

    public IReadOnlyList<AgentDeath> Deaths { get; init; } = [];

    /// <summary>The requests whose sender was told that they are done.</summary>
    public IReadOnlyCollection<string> Acknowledged { get; init; } = [];

    /// <summary>How long a lease lives after its last renewal.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// The store may forget what it acknowledged a moment ago, as Redis may in a crash. A lease may be granted twice then, and the older
    /// primary goes on until it asks the store again.
    /// </summary>
    public bool StoreForgets { get; init; }

    /// <summary>How long two may then be primary: the deadline of the older one, which asks every second, and what a request takes.</summary>
    private TimeSpan Overlap => StoreForgets ? TimeSpan.FromSeconds(5) : TimeSpan.Zero;

    public IReadOnlyList<string> Violations =>
    [
        .. ViolationsOnAnyClock, .. TermsThatFell(), .. SentAfterAHigherTerm(), .. SentAfterTheLease(),
    ];

    /// <summary>Those of rules that hold whatever the store's clock does: a lease is as long as that says.</summary>
    public IReadOnlyList<string> ViolationsOnAnyClock =>
    [
        .. TermsWithTwoHolders(), .. AcceptedUnderALowerTerm(), .. AcceptedTwice(), .. AcknowledgedButNotAccepted(),
        .. StoreForgets ? [] : UnexplainedVacancies(),
    ];

    /// <summary>Nobody is primary in a term once anybody knew a higher one, and no process forgets a term.</summary>
    private IEnumerable<string> TermsThatFell()
    {
        foreach (var (reading, known) in WithHighestBefore(Readings, r => r.Asked, Readings, r => r.Answered, r => r.Term))
        {
            if (reading.IsPrimary && known?.Term > reading.Term)
            {
                yield return $"a term fell: {reading}; before: {known}";
            }
        }

        foreach (var process in Readings.GroupBy(r => (r.Node, r.Instance)))
        {
            foreach (var (earlier, later) in process.OrderBy(r => r.Asked).Zip(process.OrderBy(r => r.Asked).Skip(1)))
            {
                if (later.Term < earlier.Term && earlier.Answered <= later.Asked)
                {
                    yield return $"a process forgot a term: {earlier}; then: {later}";
                }
            }
        }
    }

    /// <summary>A term belongs to one process: a restarted agent has to acquire the next.</summary>
    private IEnumerable<string> TermsWithTwoHolders()
    {
        foreach (var term in Readings.Where(r => r.IsPrimary).GroupBy(r => r.Term))
        {
            var holders = term.Select(r => $"{r.Node} ({r.Instance})").Distinct().ToList();
            if (holders.Count > 1)
            {
                yield return $"term {term.Key} had several holders: {string.Join(", ", holders)}";
            }
        }

        foreach (var term in Elections.GroupBy(e => e.Term).Where(term => term.Count() > 1))
        {
            yield return $"term {term.Key} was won more than once: {string.Join(", ", term.Select(e => e.Node))}";
        }
    }

    private IEnumerable<string> AcceptedUnderALowerTerm()
    {
        var accepted = Arrivals.Where(a => a.Accepted is not null).ToList();
        foreach (var (arrival, highest) in WithHighestBefore(accepted, a => a.Accepted!.Value, accepted, a => a.Accepted!.Value, a => a.Term))
        {
            if (highest?.Term > arrival.Term)
            {
                yield return $"accepted under a lower term: {arrival}; before: {highest}";
            }
        }
    }

    /// <summary>Who won a higher term did so after the end of every lower lease, and gateways trust a lease less than that.</summary>
    private IEnumerable<string> SentAfterAHigherTerm()
    {
        foreach (var (arrival, known) in WithHighestBefore(
            Arrivals, a => a.At, Readings.Where(r => r.IsPrimary), r => r.Answered, r => r.Term))
        {
            if (known?.Term > arrival.Term)
            {
                yield return $"sent after a higher term had begun: {arrival}; before: {known}";
            }
        }
    }

    /// <summary>The last renewal was before the node was seen without the term, or died.</summary>
    private IEnumerable<string> SentAfterTheLease()
    {
        var byNode = Readings.GroupBy(r => r.Node).ToDictionary(node => node.Key, node => node.OrderBy(r => r.Asked).ToList());
        foreach (var held in Arrivals.GroupBy(a => (a.Node, a.Term)))
        {
            if (!byNode.TryGetValue(held.Key.Node, out var readings)
                || readings.FindLast(r => r.IsPrimary && r.Term == held.Key.Term) is not { } last)
            {
                continue;
            }

            var seen = readings.Find(r => r.Asked >= last.Answered)?.Answered;
            var died = Deaths.Where(d => d.Node == held.Key.Node && d.At >= last.Asked).Select(d => (TimeSpan?)d.At).Min();
            var end = (seen is null || died < seen ? died : seen) + Lease;
            foreach (var arrival in held.Where(a => a.At > end))
            {
                yield return $"sent after the lease was over: {arrival}; it ended by {end!.Value.TotalSeconds:0.000} s, last: {last}";
            }
        }
    }

    /// <summary>What may have reached an application is not sent again.</summary>
    private IEnumerable<string> AcceptedTwice() => Arrivals.Where(a => a.Accepted is not null).GroupBy(a => a.Request)
        .Where(request => request.Count() > 1)
        .Select(request => $"accepted more than once: {string.Join("; ", request)}");

    private IEnumerable<string> AcknowledgedButNotAccepted() => Acknowledged
        .Except(Arrivals.Where(a => a.Accepted is not null).Select(a => a.Request))
        .Select(request => $"acknowledged, but accepted by nobody: {request}");

    /// <summary>Every term that somebody else followed ended with an event, or with the death of its holder.</summary>
    private IEnumerable<string> UnexplainedVacancies()
    {
        var ended = Events.Where(e => e.Type is EventTypes.LeaseLost or EventTypes.PrimaryReleased).Select(e => e.Term).ToHashSet();
        var last = Elections.Select(e => e.Term).DefaultIfEmpty().Max();
        return Elections
            .Where(e => e.Term < last && !ended.Contains(e.Term) && !DiedIn(e))
            .Select(e => $"term {e.Term} of {e.Node} ended, and nothing tells why");
    }

    private IEnumerable<EventView> Elections => Events.Where(e => e.Type == EventTypes.PrimaryElected);

    /// <summary>Also after it was seen last: it may have lost the term in a store that was away, and died before it could write the event.</summary>
    private bool DiedIn(EventView election) => Deaths.Any(d => d.Node == election.Node
        && d.At >= Readings.Where(r => r.IsPrimary && r.Node == election.Node && r.Term == election.Term).Select(r => r.Asked).DefaultIfEmpty().Max());

    /// <summary>Each item with what was known of the highest term before it, and before two could be primary.</summary>
    private IEnumerable<(T Item, TKnown? Known)> WithHighestBefore<T, TKnown>(
        IEnumerable<T> items, Func<T, TimeSpan> at, IEnumerable<TKnown> facts, Func<TKnown, TimeSpan> since, Func<TKnown, long> term)
        where TKnown : class
    {
        var known = new Queue<TKnown>(facts.OrderBy(since));
        TKnown? highest = null;
        foreach (var item in items.OrderBy(at))
        {
            while (known.TryPeek(out var next) && since(next) < at(item) - Overlap)
            {
                highest = highest is not null && term(highest) >= term(next) ? highest : next;
                known.Dequeue();
            }

            yield return (item, highest);
        }
    }
}
