using System.Text;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Compare-and-set on the members' records.</summary>
internal sealed class MemberRegistry(IClusterStore store, MemberEntries entries, IMembership membership, TimeProvider time) : IMemberRegistry
{
    private const int Attempts = 10;

    private static readonly MemberChange Busy = MemberChange.Refused("others change the same members at this moment; try again");

    public async Task<MemberChange> ChangeStateAsync(
        string id, AdministrativeState state, TimeSpan deadline, bool force, string? actor, AlsoInCommit also, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var members = await entries.ReadAsync(cancellationToken);
            if (members.FirstOrDefault(m => m.Record.Id == id) is not { } member)
            {
                return MemberChange.NotFound;
            }

            var from = member.Record.Administrative.State;
            if (IsThere(from, state))
            {
                return MemberChange.Unchanged;
            }

            var guarded = LastActiveNode.Matters(from, state) && !force;
            var survivor = guarded ? LastActiveNode.Survivor(id, members) : null;
            if (guarded && survivor is null)
            {
                return MemberChange.Refused($"{id} is the last active node that can take users; activate another one first, or force it");
            }

            var since = from == state ? member.Record.Administrative.Since : time.GetUtcNow();
            var changed = member.Record with { Administrative = new AdministrativeRecord(state, since, actor) };
            var operations = Operations(member, changed, deadline, survivor);
            operations.AddRange(from == state ? [] : await also(cancellationToken));
            if ((await store.CommitAsync(new StoreCommit(operations), cancellationToken)).Committed)
            {
                membership.Refresh();
                return from == state ? MemberChange.Unchanged : MemberChange.Done;
            }

            await Contention.PauseAsync(attempt, time, cancellationToken);
        }

        return Busy;
    }

    public async Task<DrainTerm> FindDrainAsync(string id, CancellationToken cancellationToken)
    {
        var entry = await store.GetAsync(MemberKeys.DrainOf(id), cancellationToken);
        return new DrainTerm(entry?.Revision, entry?.ExpiresIn, entry is null ? null : Encoding.ASCII.GetString(entry.Value.Span));
    }

    public async Task<MemberChange> FinishDrainAsync(
        string id, DrainTerm drain, string actor, IReadOnlyList<StoreOperation> also, CancellationToken cancellationToken)
    {
        var key = MemberKeys.MemberOf(id);
        if (await store.GetAsync(key, cancellationToken) is not { } entry)
        {
            return MemberChange.NotFound;
        }

        var member = MemberReading.ParseMember(entry);
        if (member.Administrative.State != AdministrativeState.Draining)
        {
            return MemberChange.Unchanged;
        }

        var changed = member with { Administrative = new AdministrativeRecord(AdministrativeState.Maintenance, time.GetUtcNow(), actor) };
        var asSeen = drain.Revision is { } revision ? StoreCondition.AtRevision(revision) : StoreCondition.Absent;
        StoreOperation[] operations =
        [
            new StorePut(key, RecordJson.Write(changed, MembershipJson.Default.MemberRecord), StoreCondition.AtRevision(entry.Revision)),
            new StoreDelete(MemberKeys.DrainOf(id), asSeen),
            .. also,
        ];
        var result = await store.CommitAsync(new StoreCommit(operations), cancellationToken);
        if (!result.Committed && result.Conflicts.All(conflict => also.Any(operation => operation.Key == conflict.Key)))
        {
            return Busy;
        }

        membership.Refresh();
        return result.Committed ? MemberChange.Done : MemberChange.Unchanged;
    }

    public async Task<MemberChange> RemoveAsync(string id, AlsoInCommit also, CancellationToken cancellationToken)
    {
        var alive = MemberKeys.AliveOf(id);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await store.GetAsync(MemberKeys.MemberOf(id), cancellationToken) is not { } entry)
            {
                return MemberChange.NotFound;
            }

            StoreOperation[] operations =
            [
                new StoreDelete(entry.Key, StoreCondition.AtRevision(entry.Revision)),
                new StoreCheck(alive, StoreCondition.Absent),
                new StoreDelete(MemberKeys.DrainOf(id), StoreCondition.Any),
                new StoreDelete(MemberKeys.EndOf(id), StoreCondition.Any),
                .. await also(cancellationToken),
            ];
            var result = await store.CommitAsync(new StoreCommit(operations), cancellationToken);
            if (result.Committed)
            {
                membership.Refresh();
                return MemberChange.Done;
            }

            if (result.Conflicts.Any(conflict => conflict.Key == alive))
            {
                return MemberChange.Refused($"{id} is alive; stop its agent first");
            }

            await Contention.PauseAsync(attempt, time, cancellationToken);
        }

        return Busy;
    }

    /// <summary>A drain may be given another deadline; a node in maintenance is past it.</summary>
    private static bool IsThere(AdministrativeState from, AdministrativeState wanted) => wanted == AdministrativeState.Draining
        ? from == AdministrativeState.Maintenance
        : from == wanted;

    private static List<StoreOperation> Operations(MemberEntry member, MemberRecord changed, TimeSpan deadline, MemberEntry? survivor)
    {
        var drain = MemberKeys.DrainOf(changed.Id);
        List<StoreOperation> operations =
        [
            new StorePut(
                MemberKeys.MemberOf(changed.Id),
                RecordJson.Write(changed, MembershipJson.Default.MemberRecord),
                StoreCondition.AtRevision(member.Revision)),
            changed.Administrative.State == AdministrativeState.Draining
                ? new StorePut(drain, Encoding.ASCII.GetBytes($"{changed.Administrative.Since:O}"), StoreCondition.Any, deadline)
                : new StoreDelete(drain, StoreCondition.Any),
        ];
        if (survivor is not null)
        {
            operations.Add(new StoreCheck(MemberKeys.MemberOf(survivor.Record.Id), StoreCondition.AtRevision(survivor.Revision)));
            operations.Add(new StoreCheck(MemberKeys.AliveOf(survivor.Record.Id), StoreCondition.Present));
        }

        return operations;
    }
}
