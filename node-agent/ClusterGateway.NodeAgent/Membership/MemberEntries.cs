using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Reads all members with their heartbeats.</summary>
internal sealed class MemberEntries(IClusterStore store)
{
    public async Task<IReadOnlyList<MemberEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var members = await store.ListAllAsync(MemberKeys.Members, cancellationToken);
        var alive = (await store.ListAllAsync(MemberKeys.Alive, cancellationToken))
            .ToDictionary(e => StoreKey.LastComponent(e.Key), StringComparer.Ordinal);
        var found = members
            .Select(e => (Record: MemberReading.ParseMember(e), e.Revision))
            .Select(m => new MemberEntry(m.Record, m.Revision, AliveOf(m.Record, alive.GetValueOrDefault(m.Record.Id)), Left: false))
            .ToList();
        return found.TrueForAll(m => m.Alive is not null) ? found : await WithGoodbyesAsync(found, cancellationToken);
    }

    private async Task<IReadOnlyList<MemberEntry>> WithGoodbyesAsync(List<MemberEntry> members, CancellationToken cancellationToken)
    {
        var ends = (await store.ListAllAsync(MemberKeys.Ends, cancellationToken)).ToDictionary(e => StoreKey.LastComponent(e.Key), StringComparer.Ordinal);
        return [.. members.Select(m => m with
        {
            Left = m.Alive is null && ends.TryGetValue(m.Record.Id, out var end) && MemberEnd.IsGoodbyeOf(m.Record.Instance, end),
        })];
    }

    /// <summary>A heartbeat counts for the process that the record names, not for an earlier one.</summary>
    private static StoreEntry? AliveOf(MemberRecord record, StoreEntry? alive) =>
        alive is not null && MemberReading.ParseAlive(alive).Instance == record.Instance ? alive : null;
}
