using System.Text.Json.Serialization.Metadata;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>The protocol of the leader lease over the store: each member is one question.</summary>
internal sealed class LeaderEntries([FromKeyedServices(LeaderEntries.OwnConnection)] IClusterStore store, NodeIdentity self, LeaseTiming timing, TimeProvider time)
{
    /// <summary>The key of the store that only the lease is asked through.</summary>
    public const string OwnConnection = "lease";

    public async Task<LeaderState> ReadAsync(CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(LeaderKeys.Prefix, after: null, limit: 10, cancellationToken);
        var entries = page.Entries.ToDictionary(e => e.Key, StringComparer.Ordinal);
        var lease = entries.GetValueOrDefault(LeaderKeys.Lease);
        var term = entries.GetValueOrDefault(LeaderKeys.Term);
        var failsafe = entries.GetValueOrDefault(LeaderKeys.Failsafe);
        return new LeaderState(
            Read(lease, LeadershipJson.Default.LeaseRecord),
            lease?.Revision ?? 0,
            lease?.ExpiresIn ?? TimeSpan.Zero,
            term,
            Read(entries.GetValueOrDefault(LeaderKeys.HandOver), LeadershipJson.Default.HandOverRecord),
            Read(entries.GetValueOrDefault(LeaderKeys.Switchover), LeadershipJson.Default.SwitchoverRecord))
        {
            LastHolder = Read(term, LeadershipJson.Default.TermRecord)?.NodeId,
            ReleasedTerm = Read(entries.GetValueOrDefault(LeaderKeys.Released), LeadershipJson.Default.ReleasedRecord)?.Term ?? 0,
            Asked = failsafe?.Revision >= term?.Revision ? Read(failsafe, LeadershipJson.Default.FailsafeRecord)?.Nodes : null,
            Pause = Read(entries.GetValueOrDefault(LeaderKeys.Pause), LeadershipJson.Default.PauseRecord),
        };
    }

    /// <summary>Takes the free lease under a new term; null when another was faster.</summary>
    /// <param name="seen">What was read: the term must not have changed since.</param>
    /// <param name="floor">The new term exceeds this too.</param>
    /// <param name="asked">Whom this node asks without the store.</param>
    public async Task<LeaderGrant?> TryAcquireAsync(LeaderState seen, long floor, FailsafeRecord asked, CancellationToken cancellationToken)
    {
        var sent = ClockReading.Take(time);
        var lease = new LeaseRecord(self.Id, self.Instance, sent.Utc);
        var term = new TermRecord(self.Id, self.Instance, sent.Utc);
        StoreOperation[] operations =
        [
            new StorePut(LeaderKeys.Lease, RecordJson.Write(lease, LeadershipJson.Default.LeaseRecord), StoreCondition.Absent, timing.Lease),
            new StorePut(LeaderKeys.Term, RecordJson.Write(term, LeadershipJson.Default.TermRecord), StoreCondition.Unchanged(seen.TermEntry)),
            new StoreDelete(LeaderKeys.HandOver, StoreCondition.Any),
            new StoreDelete(LeaderKeys.Switchover, StoreCondition.Any),
            .. List(asked),
        ];
        var commit = new StoreCommit(operations) { RevisionFloor = floor };
        var result = await store.CommitAsync(commit, cancellationToken);
        return result.Committed ? new LeaderGrant(result.Revision, result.Revision, sent.Utc, sent) : null;
    }

    /// <summary>Prolongs the lease where it was last left; null when it is not there any more. An expired one is never renewed.</summary>
    /// <param name="asked">Whom this node asks without the store; null when the store has it.</param>
    public Task<LeaderGrant?> TryRenewAsync(LeaderGrant grant, FailsafeRecord? asked, CancellationToken cancellationToken) =>
        TryPutAsync(grant, StoreCondition.AtRevision(grant.LeaseRevision), asked, quiet: true, cancellationToken);

    /// <summary>Takes the lease that ran out again, as long as nobody was primary since; null when somebody was.</summary>
    /// <param name="asked">As with a renewal.</param>
    public Task<LeaderGrant?> TryRestoreAsync(LeaderGrant grant, FailsafeRecord? asked, CancellationToken cancellationToken) =>
        TryPutAsync(grant, StoreCondition.Absent, asked, quiet: false, cancellationToken);

    /// <summary>Gives the lease back; false when it was not there any more.</summary>
    public async Task<bool> TryReleaseAsync(long term, long leaseRevision, string? to, CancellationToken cancellationToken)
    {
        var result = await CommitAsync(StoreCondition.AtRevision(leaseRevision), lease => new StoreCommit(
            new StoreDelete(LeaderKeys.Lease, lease),
            new StorePut(LeaderKeys.Released, RecordJson.Write(new ReleasedRecord(term), LeadershipJson.Default.ReleasedRecord), StoreCondition.Any),
            Offer(new HandOverRecord(self.Id, to)),
            new StoreDelete(LeaderKeys.Switchover, StoreCondition.Any)), cancellationToken);
        return result.Committed;
    }

    /// <summary>Leaves an administrator's wish for the primary of this term, until the hand-over is done.</summary>
    public Task RequestSwitchoverAsync(SwitchoverRecord request, CancellationToken cancellationToken) => store.CommitAsync(
        new StoreCommit(new StorePut(
            LeaderKeys.Switchover, RecordJson.Write(request, LeadershipJson.Default.SwitchoverRecord), StoreCondition.Any, timing.Lease + timing.HandOver)),
        cancellationToken);

    /// <summary>Gives a node the first chance while nobody is primary.</summary>
    public Task OfferAsync(HandOverRecord offer, CancellationToken cancellationToken) => store.CommitAsync(
        new StoreCommit(Offer(offer), new StoreCheck(LeaderKeys.Lease, StoreCondition.Absent)), cancellationToken);

    /// <summary>No automatic failover from now on; false when it was paused already.</summary>
    public Task<bool> TryPauseAsync(string actor, CancellationToken cancellationToken)
    {
        var pause = new PauseRecord(time.GetUtcNow(), actor);
        return CommitAsync(
            new StorePut(LeaderKeys.Pause, RecordJson.Write(pause, LeadershipJson.Default.PauseRecord), StoreCondition.Absent), cancellationToken);
    }

    /// <summary>Ends the pause; false when there was none.</summary>
    public Task<bool> TryResumeAsync(CancellationToken cancellationToken) =>
        CommitAsync(new StoreDelete(LeaderKeys.Pause, StoreCondition.Present), cancellationToken);

    private async Task<LeaderGrant?> TryPutAsync(
        LeaderGrant grant, StoreCondition found, FailsafeRecord? asked, bool quiet, CancellationToken cancellationToken)
    {
        var sent = ClockReading.Take(time);
        var record = RecordJson.Write(new LeaseRecord(self.Id, self.Instance, grant.AcquiredAt), LeadershipJson.Default.LeaseRecord);
        var result = await CommitAsync(found, lease => new StoreCommit(
        [
            new StorePut(LeaderKeys.Lease, record, lease, timing.Lease),
            new StoreCheck(LeaderKeys.Term, StoreCondition.AtRevision(grant.Term)),
            .. List(asked),
        ])
        { Quiet = quiet }, cancellationToken);
        return result.Committed ? grant with { LeaseRevision = result.Revision, RenewedAt = sent, Confirmed = true, AcknowledgedAt = null } : null;
    }

    /// <summary>
    /// What stands on the lease being this process's own. A renewal that had no answer may take effect later, even after the entries were
    /// read: then the lease is under another revision, and not lost.
    /// </summary>
    private async Task<CommitResult> CommitAsync(StoreCondition found, Func<StoreCondition, StoreCommit> commitIf, CancellationToken cancellationToken)
    {
        var result = await store.CommitAsync(commitIf(found), cancellationToken);
        return result.Conflicts is [{ Key: LeaderKeys.Lease, Current: { } moved }] && IsOwn(moved)
            ? await store.CommitAsync(commitIf(StoreCondition.AtRevision(moved.Revision)), cancellationToken)
            : result;
    }

    private bool IsOwn(StoreEntry lease) => Read(lease, LeadershipJson.Default.LeaseRecord)?.IsHeldBy(self.Id, self.Instance) is true;

    private async Task<bool> CommitAsync(StoreOperation operation, CancellationToken cancellationToken) =>
        (await store.CommitAsync(new StoreCommit(operation), cancellationToken)).Committed;

    private static StoreOperation[] List(FailsafeRecord? asked) =>
        asked is null ? [] : [new StorePut(LeaderKeys.Failsafe, RecordJson.Write(asked, LeadershipJson.Default.FailsafeRecord), StoreCondition.Any)];

    private StorePut Offer(HandOverRecord offer) =>
        new(LeaderKeys.HandOver, RecordJson.Write(offer, LeadershipJson.Default.HandOverRecord), StoreCondition.Any, FirstChance);

    /// <summary>How long the one who was named goes first.</summary>
    private TimeSpan FirstChance => TimeSpan.FromSeconds(Math.Clamp(3 * timing.Renew.TotalSeconds, 1, 10));

    private static T? Read<T>(StoreEntry? entry, JsonTypeInfo<T> type)
        where T : class => entry is null ? null : RecordJson.Read(entry, type);
}
