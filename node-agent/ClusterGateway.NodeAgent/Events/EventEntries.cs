using System.Globalization;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>The log over the store: numbered entries and the number of the last one.</summary>
internal sealed class EventEntries(IClusterStore store, TimeProvider time)
{
    /// <summary>So many events go into one commit at most.</summary>
    public const int MostAtOnce = 50;

    private const int Attempts = 20;
    private const int PageSize = 200;

    /// <summary>
    /// Writes them in order, behind everything that was written before. Without an answer from the store nobody knows whether they were
    /// written: <see cref="FindAsync"/> tells, before anything is sent again.
    /// </summary>
    public async Task<IReadOnlyList<EventView>> WriteAsync(IReadOnlyList<PendingEvent> events, CancellationToken cancellationToken)
    {
        var now = (await store.PingAsync(cancellationToken)).ServerTime;
        var records = events.Select(e => RecordOf(e, now - time.GetElapsedTime(e.HappenedAt))).ToList();
        var head = await store.GetAsync(EventKeys.Head, cancellationToken);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var last = HeadOf(head).Last;
            var result = await store.CommitAsync(CommitOf(head, records), cancellationToken);
            if (result.Committed)
            {
                return [.. records.Select((record, i) => ViewOf(last + 1 + i, record))];
            }

            await Contention.PauseAsync(attempt, time, cancellationToken);
            head = await store.GetAsync(EventKeys.Head, cancellationToken);
        }

        throw new StoreUnavailableException($"another writer was faster {Attempts} times");
    }

    /// <summary>What writes the event behind the others as part of a commit of somebody else's.</summary>
    public async Task<IReadOnlyList<StoreOperation>> InCommitAsync(PendingEvent happened, CancellationToken cancellationToken)
    {
        var now = (await store.PingAsync(cancellationToken)).ServerTime;
        var head = await store.GetAsync(EventKeys.Head, cancellationToken);
        return CommitOf(head, [RecordOf(happened, now - time.GetElapsedTime(happened.HappenedAt))]).Operations;
    }

    /// <summary>The event that carries this uid, among those written since the number; null when it is not there.</summary>
    public async Task<EventView?> FindAsync(string uid, long since, CancellationToken cancellationToken)
    {
        var after = since;
        while (true)
        {
            var page = await store.ListAsync(EventKeys.Prefix, EventKeys.Of(after), PageSize, cancellationToken);
            foreach (var entry in page.Entries)
            {
                after = EventKeys.NumberOf(entry.Key);
                if (Parse(entry) is var record && record.Uid == uid)
                {
                    return ViewOf(after, record);
                }
            }

            if (page.Next is null)
            {
                return null;
            }
        }
    }

    /// <summary>Events behind the number, oldest first.</summary>
    public async Task<IReadOnlyList<EventView>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(EventKeys.Prefix, EventKeys.Of(after), limit, cancellationToken);
        return [.. page.Entries.Select(e => ViewOf(EventKeys.NumberOf(e.Key), Parse(e)))];
    }

    /// <summary>The number of the last event; zero when there is none.</summary>
    public async Task<long> LastAsync(CancellationToken cancellationToken) =>
        HeadOf(await store.GetAsync(EventKeys.Head, cancellationToken)).Last;

    /// <summary>
    /// One page behind the cursor. What was removed is read after the events: removing is one commit with the note of it, so no gap can come
    /// between them unseen.
    /// </summary>
    /// <exception cref="EventsGoneException">Some were removed before this reader saw them.</exception>
    public async Task<EventPage> ReadAsync(EventCursor after, int limit, CancellationToken cancellationToken)
    {
        var events = await ReadAsync(after.Number, limit, cancellationToken);
        var removed = (await RemovedAsync(cancellationToken)).Removed.UpTo;
        if (after.HasMissed(removed))
        {
            throw new EventsGoneException();
        }

        return new EventPage(events, events.Count == 0 ? after : after.Behind(NumberOf(events[^1]), removed));
    }

    /// <summary>Removes a batch of the oldest events of the kind, beyond so many, while the fence holds; true when more may be left.</summary>
    public async Task<bool> TrimAsync(EventKind kind, long keep, IReadOnlyList<StoreOperation> fence, CancellationToken cancellationToken)
    {
        var (entry, removed) = await RemovedAsync(cancellationToken);
        var head = HeadOf(await store.GetAsync(EventKeys.Head, cancellationToken));
        var beyond = head.CountOf(kind) - removed.Of(kind).Count - keep;
        var oldest = beyond <= 0 ? [] : await OldestAsync(kind, removed.Of(kind).UpTo, (int)Math.Min(beyond, MostAtOnce), cancellationToken);
        if (oldest.Count == 0)
        {
            return false;
        }

        var now = removed.And(kind, EventKeys.NumberOf(oldest[^1]), oldest.Count);
        StoreOperation[] operations =
        [
            .. fence,
            new StorePut(EventKeys.Removed, RecordJson.Write(now, EventsJson.Default.EventsRemoved), StoreCondition.Unchanged(entry)),
            .. oldest.Select(key => new StoreDelete(key, StoreCondition.Present)),
        ];
        var result = await store.CommitAsync(new StoreCommit(operations) { Quiet = true }, cancellationToken);
        return result.Committed && beyond > oldest.Count;
    }

    private async Task<List<string>> OldestAsync(EventKind kind, long after, int most, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        string? next = EventKeys.Of(after);
        while (next is not null && found.Count < most)
        {
            var page = await store.ListAsync(EventKeys.Prefix, next, PageSize, cancellationToken);
            found.AddRange(page.Entries.Where(e => EventKinds.Of(Parse(e).Type) == kind).Take(most - found.Count).Select(e => e.Key));
            next = page.Next;
        }

        return found;
    }

    private async Task<(StoreEntry? Entry, EventsRemoved Removed)> RemovedAsync(CancellationToken cancellationToken)
    {
        var entry = await store.GetAsync(EventKeys.Removed, cancellationToken);
        return (entry, entry is null ? EventsRemoved.Nothing : RecordJson.Read(entry, EventsJson.Default.EventsRemoved));
    }

    private static StoreCommit CommitOf(StoreEntry? head, List<EventRecord> records)
    {
        var (last, ofApplication) = HeadOf(head);
        var more = records.Count(record => EventKinds.Of(record.Type) == EventKind.Application);
        var next = RecordJson.Write(new EventHead(last + records.Count, ofApplication + more), EventsJson.Default.EventHead);
        IEnumerable<StoreOperation> puts = records.Select((record, i) => new StorePut(
            EventKeys.Of(last + 1 + i), RecordJson.Write(record, EventsJson.Default.EventRecord), StoreCondition.Absent));
        return new StoreCommit([new StorePut(EventKeys.Head, next, StoreCondition.Unchanged(head)), .. puts]);
    }

    private static EventRecord RecordOf(PendingEvent pending, DateTimeOffset at) => new(
        pending.Uid, at, pending.Happened.Type, pending.Happened.Node, pending.Term, pending.Happened.Reason, pending.Happened.Actor,
        pending.Happened.Detail);

    private static EventView ViewOf(long number, EventRecord e) => new(
        number.ToString(CultureInfo.InvariantCulture), e.Time, e.Type, e.Node, e.Term, e.Reason, e.Actor, e.Detail);

    private static EventHead HeadOf(StoreEntry? head) =>
        head is null ? new EventHead(0) : RecordJson.Read(head, EventsJson.Default.EventHead);

    private static long NumberOf(EventView happened) => long.Parse(happened.Id, CultureInfo.InvariantCulture);

    private static EventRecord Parse(StoreEntry entry) => RecordJson.Read(entry, EventsJson.Default.EventRecord);
}
