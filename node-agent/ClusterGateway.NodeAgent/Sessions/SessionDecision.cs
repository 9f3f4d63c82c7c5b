using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>From who has a session to what a wish about it does. Pure; each commit depends on nothing having changed since it was looked at.</summary>
internal static class SessionDecision
{
    /// <summary>
    /// A process wants to have the session. It gets it when nobody has it, or only a process that is gone with all it remembered: an earlier
    /// one of its own node, or one on a dead node.
    /// </summary>
    /// <param name="seen">Who has it; null when nobody does.</param>
    /// <param name="death">What proves in the store that the holder's node is dead; null while it may live.</param>
    /// <param name="allows">The caller's condition, on what counts as there.</param>
    public static SessionStep Claim(
        SessionReference? seen, SessionRecord wanted, StoreOperation? death, Func<SessionReference?, bool> allows, TimeSpan idleTime)
    {
        var ours = seen?.Record.Node == wanted.Node;
        var same = ours && seen?.Record.Instance == wanted.Instance;
        var held = seen is not null && !ours && death is null;
        if (!allows(same || held ? seen : null))
        {
            return new(SessionOutcome.Refused);
        }

        return held
            ? new(SessionOutcome.Held)
            : new(same ? SessionOutcome.Refreshed : SessionOutcome.Created, wanted, Write(seen, wanted, ours ? null : death, idleTime));
    }

    /// <summary>The session was used: whoever has it keeps it for another idle time.</summary>
    public static SessionStep Touch(SessionReference? seen, Func<SessionReference?, bool> allows, TimeSpan idleTime) => seen switch
    {
        null => new(SessionOutcome.Absent),
        _ when !allows(seen) => new(SessionOutcome.Refused),
        _ => new(SessionOutcome.Refreshed, seen.Record, Write(seen, seen.Record, death: null, idleTime)),
    };

    public static SessionStep Remove(SessionReference? seen, Func<SessionReference?, bool> allows) => seen switch
    {
        _ when !allows(seen) => new(SessionOutcome.Refused),
        null => new(SessionOutcome.Absent),
        _ => new(SessionOutcome.Removed, Commit: Quiet(Deletes(seen))),
    };

    /// <summary>All that one reference consists of: three operations.</summary>
    public static IEnumerable<StoreOperation> Deletes(SessionReference reference) =>
    [
        new StoreDelete(SessionKeys.Of(reference.Record.Id), StoreCondition.AtRevision(reference.Revision)),
        .. SessionKeys.Copies(reference.Record).Select(key => new StoreDelete(key, StoreCondition.Any)),
    ];

    private static StoreCommit Write(SessionReference? seen, SessionRecord wanted, StoreOperation? death, TimeSpan idleTime)
    {
        var record = RecordJson.Write(wanted, SessionRecordJson.Default.SessionRecord);
        var unchanged = seen is null ? StoreCondition.Absent : StoreCondition.AtRevision(seen.Revision);
        var copies = SessionKeys.Copies(wanted);
        var outdated = seen is null ? [] : SessionKeys.Copies(seen.Record).Except(copies, StringComparer.Ordinal);
        return Quiet(
        [
            new StorePut(SessionKeys.Of(wanted.Id), record, unchanged, idleTime),
            .. copies.Select(key => new StorePut(key, record, StoreCondition.Any, idleTime)),
            .. outdated.Select(key => new StoreDelete(key, StoreCondition.Any)),
            .. death is null ? (StoreOperation[])[] : [death],
        ]);
    }

    // Sessions are written all the time, and nobody watches them.
    private static StoreCommit Quiet(IEnumerable<StoreOperation> operations) => new([.. operations]) { Quiet = true };
}
