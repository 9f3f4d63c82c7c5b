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
            var last = LastOf(head);
            var result = await store.CommitAsync(CommitOf(head, last, records), cancellationToken);
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
        return CommitOf(head, LastOf(head), [RecordOf(happened, now - time.GetElapsedTime(happened.HappenedAt))]).Operations;
    }

    /// <summary>The event that carries this uid, among those written since the number; null when it is not there.</summary>
    public async Task<EventView?> FindAsync(string uid, long since, CancellationToken cancellationToken)
    {
        var after = since;
        while (true)
        {
            var page = await store.ListAsync(EventKeys.Prefix, EventKeys.Of(after), 200, cancellationToken);
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
        LastOf(await store.GetAsync(EventKeys.Head, cancellationToken));

    /// <summary>The number of the oldest event that is kept; null when there is none.</summary>
    public async Task<long?> OldestAsync(CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(EventKeys.Prefix, after: null, limit: 1, cancellationToken);
        return page.Entries is [var first, ..] ? EventKeys.NumberOf(first.Key) : null;
    }

    /// <summary>Removes one batch of events up to the number, oldest first, while the fence holds; true when more may be left.</summary>
    public async Task<bool> TrimAsync(long upTo, IReadOnlyList<StoreOperation> fence, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(EventKeys.Prefix, after: null, MostAtOnce, cancellationToken);
        var old = page.Entries.Where(e => EventKeys.NumberOf(e.Key) <= upTo).ToList();
        if (old.Count == 0)
        {
            return false;
        }

        StoreOperation[] operations = [.. fence, .. old.Select(e => new StoreDelete(e.Key, StoreCondition.Any))];
        var result = await store.CommitAsync(new StoreCommit(operations) { Quiet = true }, cancellationToken);
        return result.Committed && old.Count == MostAtOnce;
    }

    private static StoreCommit CommitOf(StoreEntry? head, long last, List<EventRecord> records)
    {
        var next = RecordJson.Write(new EventHead(last + records.Count), EventsJson.Default.EventHead);
        IEnumerable<StoreOperation> puts = records.Select((record, i) => new StorePut(
            EventKeys.Of(last + 1 + i), RecordJson.Write(record, EventsJson.Default.EventRecord), StoreCondition.Absent));
        return new StoreCommit([new StorePut(EventKeys.Head, next, StoreCondition.Unchanged(head)), .. puts]);
    }

    private static EventRecord RecordOf(PendingEvent pending, DateTimeOffset at) => new(
        pending.Uid, at, pending.Happened.Type, pending.Happened.Node, pending.Term, pending.Happened.Reason, pending.Happened.Actor,
        pending.Happened.Detail);

    private static EventView ViewOf(long number, EventRecord e) => new(
        number.ToString(CultureInfo.InvariantCulture), e.Time, e.Type, e.Node, e.Term, e.Reason, e.Actor, e.Detail);

    private static long LastOf(StoreEntry? head) =>
        head is null ? 0 : RecordJson.Read(head, EventsJson.Default.EventHead).Last;

    private static EventRecord Parse(StoreEntry entry) => RecordJson.Read(entry, EventsJson.Default.EventRecord);
}
