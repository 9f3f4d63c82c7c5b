using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Settings.Replication;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>
/// Writes steps as the primary: one after another here, under the fence in the store. A step without an answer may have been written or not;
/// who asked reads, and finds by the condition of its next request which it was.
/// </summary>
internal sealed class SettingsWriter(
    SettingsEntries entries, SettingsReplica replica, SettingsSynchronizer synchronizer, ILeadership leadership, NodeIdentity self, IEventLog events,
    SettingsOptions options, TimeProvider time) : IDisposable
{
    private const int Attempts = 10;
    private const int MostDetail = 500;

    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Dispose() => _turn.Dispose();

    /// <param name="keys">At most <see cref="SettingsEntries.MostChanges"/>.</param>
    /// <param name="decide">From a key and what the store has of it to what shall become of it; may be called again.</param>
    /// <exception cref="StoreUnavailableException">It may have been written or not.</exception>
    public async Task<SettingsWritten> WriteAsync(
        string kind, string by, IReadOnlyList<string> keys, Func<string, SettingRecord?, SettingIntent> decide, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return new SettingsWritten(null, Problem.Of(
                ProblemTypes.Refused, "this node takes no part in the cluster's settings (ClusterGateway:Settings:Enabled); write at a primary that does"));
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                if (await TryWriteAsync(kind, by, keys, decide, cancellationToken) is { } written)
                {
                    return written;
                }

                await Contention.PauseAsync(attempt, time, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }

        throw new StoreUnavailableException($"another writer was faster {Attempts} times");
    }

    /// <returns>Null when another writer came first.</returns>
    private async Task<SettingsWritten?> TryWriteAsync(
        string kind, string by, IReadOnlyList<string> keys, Func<string, SettingRecord?, SettingIntent> decide, CancellationToken cancellationToken)
    {
        if (leadership.Fence() is not { } fence)
        {
            return new SettingsWritten(null, PrimaryOnly.StaleTerm);
        }

        var (entry, head) = await entries.ReadHeadAsync(cancellationToken);
        if (SettingsComparison.Of(replica.Current, head) is SettingsSight.Emptied or SettingsSight.Ahead)
        {
            return new SettingsWritten(null, Problem.Of(ProblemTypes.StoreUnavailable, "the store lost settings that this node has, and they are being mended; try again in a moment"));
        }

        var revision = Math.Max(head?.Revision ?? 0, replica.Applied) + 1;
        var changes = new List<SettingChangeRecord>();
        foreach (var key in keys)
        {
            var current = await entries.FindAsync(key, cancellationToken);
            var intent = decide(key, current);
            if (intent.Refused is { } refused)
            {
                return new SettingsWritten(null, refused);
            }

            if (intent.On(key, current, revision, time.GetUtcNow(), by) is { } change)
            {
                changes.Add(change);
            }
        }

        if (changes.Count == 0)
        {
            return new SettingsWritten(null, null);
        }

        var step = new SettingsStepRecord(revision, Guid.NewGuid().ToString("N"), head?.Id, time.GetUtcNow(), by, kind, changes);
        return await CommitAsync(entry, step, fence, cancellationToken);
    }

    private async Task<SettingsWritten?> CommitAsync(
        StoreEntry? head, SettingsStepRecord step, IReadOnlyList<StoreOperation> fence, CancellationToken cancellationToken)
    {
        var result = await entries.WriteAsync(head, step, options.History, fence, cancellationToken);
        if (!result.Committed)
        {
            return result.Conflicts.Any(conflict => fence.Any(check => check.Key == conflict.Key)) ? new SettingsWritten(null, PrimaryOnly.StaleTerm) : null;
        }

        // It is written: who asked must not hear otherwise because of what comes after, nor read here what was before.
        await synchronizer.ApplyAsync(step, CancellationToken.None);
        Tell(step);
        return new SettingsWritten(step, null);
    }

    private void Tell(SettingsStepRecord step)
    {
        if (step.Kind == StepKinds.Schema)
        {
            return;
        }

        var keys = string.Join(", ", step.Changes.Select(change => change.Key));
        var detail = $"revision {step.Revision} ({step.Kind}): {keys}";
        events.Append(new EventRequest(
            EventTypes.SettingsChanged, self.Id, null, step.By, detail.Length > MostDetail ? detail[..MostDetail] + "…" : detail));
    }
}
