using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Settings.Replication;

/// <summary>
/// What the primary does when the store has less than the nodes. A store that was restored keeps what it has, under a revision above all that
/// were seen, so that no node ever goes back; an emptied one gets the primary's copy again, because nobody can have meant that.
/// </summary>
internal sealed partial class SettingsRepair(
    SettingsEntries entries, SettingsOptions options, ILeadership leadership, IMembership membership, NodeIdentity self, IEventLog events,
    TimeProvider time, ILogger<SettingsRepair> logger)
{
    /// <summary>The highest revision that another member said it applied.</summary>
    public long HighestElsewhere => membership.Current.Members
        .Where(m => m.Id != self.Id && m.Liveness != Liveness.Dead).Select(m => m.SettingsRevision).DefaultIfEmpty().Max();

    /// <summary>True when the store was changed.</summary>
    public async Task<bool> TryAsync(
        SettingsCopy copy, SettingsHeadRecord? head, SettingsSight sight, long others, CancellationToken cancellationToken)
    {
        var highest = Math.Max(copy.Revision, others);
        var isShort = sight is SettingsSight.Ahead or SettingsSight.Emptied || (head is not null && others > head.Revision);
        if (!isShort || leadership.Fence() is not { } fence)
        {
            return false;
        }

        var step = new SettingsStepRecord(highest + 1, Guid.NewGuid().ToString("N"), head?.Id, time.GetUtcNow(), self.Id, StepKinds.Restore, []);
        var written = sight == SettingsSight.Emptied
            ? await entries.WriteAllAsync(step, options.History, copy.Items.Values, fence, cancellationToken)
            : await RaiseAsync(step, head, fence, cancellationToken);
        if (written)
        {
            var reason = sight == SettingsSight.Emptied
                ? $"the store had no settings any more; it has those of revision {copy.Revision} again"
                : $"the store was at revision {head!.Revision}, nodes were at {highest}: what the store has counts";
            Log.Restored(logger, reason);
            events.Append(new EventRequest(EventTypes.SettingsRestored, self.Id, reason, self.Id, $"revision {step.Revision}"));
        }

        return written;
    }

    private async Task<bool> RaiseAsync(
        SettingsStepRecord step, SettingsHeadRecord? seen, IReadOnlyList<StoreOperation> fence, CancellationToken cancellationToken)
    {
        var (entry, head) = await entries.ReadHeadAsync(cancellationToken);
        return head == seen && (await entries.WriteAsync(entry, step, options.History, fence, cancellationToken)).Committed;
    }

    private static partial class Log
    {
        [LoggerMessage(2610, LogLevel.Warning, "{Reason}", EventName = "SettingsRestored")]
        public static partial void Restored(ILogger logger, string reason);
    }
}
