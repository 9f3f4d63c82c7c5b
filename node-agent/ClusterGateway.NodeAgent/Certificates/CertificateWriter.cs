using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>
/// Writes changes of one certificate: under the primary's term, on exactly what was read, together with their event. All or nothing.
/// </summary>
internal sealed class CertificateWriter(IClusterStore store, ILeadership leadership, IEventLog events, TimeProvider time)
{
    /// <summary>Gateways that were off for longer drop a removed certificate no more; by then it is likely to have expired.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>Other events may come first so often.</summary>
    private const int Attempts = 20;

    public Task<(StoredCertificate? Now, Problem? Refused)> StageAsync(
        StoredCertificate seen, CertificateRecord next, string actor, CancellationToken cancellationToken) => CommitAsync(
        seen,
        [
            new StorePut(CertificateKeys.StagedOf(seen.Name), Write(next), StoreCondition.Unchanged(seen.StagedEntry)),
            new StoreCheck(CertificateKeys.ActiveOf(seen.Name), StoreCondition.Unchanged(seen.ActiveEntry)),
            new StoreCheck(CertificateKeys.RemovedOf(seen.Name), StoreCondition.Unchanged(seen.RemovedEntry)),
        ],
        new EventRequest(EventTypes.CertificateStaged, Actor: actor, Detail: Described(next)),
        cancellationToken);

    public Task<(StoredCertificate? Now, Problem? Refused)> ActivateAsync(
        StoredCertificate seen, CertificateRecord next, string? reason, string actor, CancellationToken cancellationToken) => CommitAsync(
        seen,
        [
            new StorePut(CertificateKeys.ActiveOf(seen.Name), Write(next), StoreCondition.Unchanged(seen.ActiveEntry)),
            new StoreDelete(CertificateKeys.StagedOf(seen.Name), StoreCondition.Unchanged(seen.StagedEntry)),
        ],
        new EventRequest(EventTypes.CertificateActivated, Reason: reason, Actor: actor, Detail: Described(next)),
        cancellationToken);

    public Task<(StoredCertificate? Now, Problem? Refused)> RemoveAsync(
        StoredCertificate seen, string? reason, string actor, CancellationToken cancellationToken) => CommitAsync(
        seen,
        [
            new StoreDelete(CertificateKeys.ActiveOf(seen.Name), StoreCondition.Unchanged(seen.ActiveEntry)),
            new StoreDelete(CertificateKeys.StagedOf(seen.Name), StoreCondition.Unchanged(seen.StagedEntry)),
            new StorePut(
                CertificateKeys.RemovedOf(seen.Name),
                RecordJson.Write(new RemovedCertificateRecord(seen.Name, seen.Highest), CertificateRecordJson.Default.RemovedCertificateRecord),
                StoreCondition.Any,
                Remembered),
        ],
        new EventRequest(EventTypes.CertificateRemoved, Reason: reason, Actor: actor, Detail: seen.Name),
        cancellationToken);

    private async Task<(StoredCertificate? Now, Problem? Refused)> CommitAsync(
        StoredCertificate seen, StoreOperation[] change, EventRequest happened, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (leadership.Fence() is not { } fence)
            {
                return (null, PrimaryOnly.StaleTerm);
            }

            var told = await events.InCommitAsync(happened, cancellationToken);
            var result = await store.CommitAsync(
                new StoreCommit([.. fence, .. change, new StorePut(CertificateKeys.Head, default, StoreCondition.Any), .. told]), cancellationToken);
            if (result.Committed)
            {
                return (After(seen, change, result.Revision), null);
            }

            if (result.Conflicts.Any(conflict => fence.Any(check => check.Key == conflict.Key)))
            {
                return (null, PrimaryOnly.StaleTerm);
            }

            if (!result.Conflicts.All(conflict => told.Any(operation => operation.Key == conflict.Key)))
            {
                return (null, Problem.Of(ProblemTypes.PreconditionFailed, "it was changed since it was read; read it again"));
            }

            await Contention.PauseAsync(attempt, time, cancellationToken);
        }

        return (null, Problem.Of(ProblemTypes.StoreUnavailable, "too many events are written at the moment; try again"));
    }

    /// <summary>The entries as the commit left them.</summary>
    private static StoredCertificate After(StoredCertificate seen, StoreOperation[] change, long revision)
    {
        StoreEntry? Entry(string key, StoreEntry? before) => change.FirstOrDefault(operation => operation.Key == key) switch
        {
            StorePut put => new StoreEntry(key, put.Value, revision, put.TimeToLive),
            StoreDelete => null,
            _ => before,
        };
        return new StoredCertificate(
            seen.Name,
            Entry(CertificateKeys.ActiveOf(seen.Name), seen.ActiveEntry),
            Entry(CertificateKeys.StagedOf(seen.Name), seen.StagedEntry),
            Entry(CertificateKeys.RemovedOf(seen.Name), seen.RemovedEntry));
    }

    private static byte[] Write(CertificateRecord record) => RecordJson.Write(record, CertificateRecordJson.Default.CertificateRecord);

    private static string Described(CertificateRecord it) => $"{it.Name} version {it.Version}, fingerprint {it.Fingerprint}";
}
