using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Lets the owner of a node id, and through it the whole cluster, know of another process that wanted the same.</summary>
internal sealed class RefusedProcesses(IClusterStore store, NodeIdentity self, IEventLog events, TimeProvider time)
{
    /// <summary>For so long the warning stays after the last attempt.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromMinutes(10);

    private const int Attempts = 10;

    private readonly string _key = MemberKeys.RefusedOf(self.Id);

    /// <summary>This process was refused. One event for all attempts while the warning is shown: something may start it again and again.</summary>
    public async Task NoteAsync(string reason, CancellationToken cancellationToken)
    {
        var record = new RefusedRecord(self.Instance, self.Agent, Environment.MachineName);
        var note = RecordJson.Write(record, MembershipJson.Default.RefusedRecord);
        var refused = new EventRequest(EventTypes.NodeRefused, self.Id, reason, Detail: record.Agent);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var known = await store.GetAsync(_key, cancellationToken) is not null;
            IReadOnlyList<StoreOperation> told = known ? [] : await events.InCommitAsync(refused, cancellationToken);
            var put = new StorePut(_key, note, known ? StoreCondition.Any : StoreCondition.Absent, Shown);
            if ((await store.CommitAsync(new StoreCommit([put, .. told]), cancellationToken)).Committed)
            {
                return;
            }

            await Contention.PauseAsync(attempt, time, cancellationToken);
        }
    }

    /// <summary>The last one, while the warning is shown.</summary>
    public async Task<RefusedRecord?> FindAsync(CancellationToken cancellationToken) =>
        await store.GetAsync(_key, cancellationToken) is { } entry ? RecordJson.Read(entry, MembershipJson.Default.RefusedRecord) : null;
}
