using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Settings.Replication;

/// <summary>Brings this node's copy to what the store has: step by step where they follow on it, otherwise whole. One at a time.</summary>
internal sealed partial class SettingsSynchronizer(
    SettingsEntries entries, SettingsReplica replica, SettingsAside aside, SettingsRepair repair, SettingsOptions options, TimeProvider time,
    ILogger<SettingsSynchronizer> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Dispose() => _turn.Dispose();

    /// <summary>Until this node has what the store had when this was called, or a reason why it cannot.</summary>
    /// <exception cref="StoreUnavailableException">The copy stays, and is said to be stale.</exception>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            replica.Doubt("this node takes no part in the cluster's settings (ClusterGateway:Settings:Enabled)");
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            replica.Doubt(exception.Message);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A step that this process has just written.</summary>
    public async Task ApplyAsync(SettingsStepRecord step, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (replica.Current.Precedes(step))
            {
                replica.Replace(replica.Current.With(step));
                return;
            }
        }
        finally
        {
            _turn.Release();
        }

        await SynchronizeAsync(cancellationToken);
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        // What others have applied first: a head that is read later is not behind them by mere chance.
        var others = repair.HighestElsewhere;
        var asked = time.GetTimestamp();
        var head = (await entries.ReadHeadAsync(cancellationToken)).Head;
        var sight = SettingsComparison.Of(replica.Current, head);
        if (await repair.TryAsync(replica.Current, head, sight, others, cancellationToken))
        {
            asked = time.GetTimestamp();
            head = (await entries.ReadHeadAsync(cancellationToken)).Head;
            sight = SettingsComparison.Of(replica.Current, head);
        }

        if (sight == SettingsSight.Behind)
        {
            replica.Doubt($"the cluster is at revision {head!.Revision}", head.Revision);
            await ApplyAsync(head, cancellationToken);
            sight = SettingsComparison.Of(replica.Current, head);
        }

        if (sight == SettingsSight.Current)
        {
            replica.Confirm(asked);
        }
        else if (WhyNot(sight, head) is { } reason)
        {
            replica.Doubt(reason);
        }
    }

    private static string? WhyNot(SettingsSight sight, SettingsHeadRecord? head) => sight switch
    {
        SettingsSight.Ahead => $"the store is at revision {head!.Revision} and lost what this node has; the primary is about to mend that",
        SettingsSight.Emptied => "the store has no settings any more; the primary is about to write them again",
        _ => null,
    };

    private async Task ApplyAsync(SettingsHeadRecord head, CancellationToken cancellationToken)
    {
        var had = replica.Current;
        var known = await entries.ReadStepsAsync(had.Revision - 1, cancellationToken);
        var steps = known.Where(step => step.Revision > had.Revision).ToList();
        if (steps.Count > 0 && steps[^1].Revision >= head.Revision && SettingsComparison.Follow(had, steps) is { } followed)
        {
            replica.Replace(followed);
            return;
        }

        if (await entries.ReadAllAsync(cancellationToken) is not { } all || all.Revision <= had.Revision)
        {
            return;
        }

        if (SettingsComparison.HasDiverged(had, known))
        {
            Log.Diverged(logger, had.Revision, all.Revision);
            aside.Keep(had, all);
        }

        replica.Replace(all);
    }

    private static partial class Log
    {
        [LoggerMessage(2600, LogLevel.Warning, "this node's settings (revision {Had}) were not those of the cluster (revision {Has}); what differed is kept aside, see 'clusterctl settings status'", EventName = "SettingsDiverged")]
        public static partial void Diverged(ILogger logger, long had, long has);
    }
}
