using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>
/// Moves draining nodes to maintenance, when their clients are gone or the deadline has passed. Every agent does it for every node, so that
/// a drain ends also when its node's own agent is stopped; the node's own looks more often, and is mostly first.
/// </summary>
internal sealed partial class DrainWorker(
    IMembership membership, ILeadership leadership, IMemberRegistry registry, DrainWatch watch, DrainProgress progress, NodeIdentity self, IEventLog events,
    TimeProvider time, ILogger<DrainWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OfOthers = TimeSpan.FromSeconds(2);

    /// <summary>Looking takes a tenth of the time, within <see cref="LongestRest"/>, however many sessions there are to count.</summary>
    private const int RestPerLook = 9;

    /// <summary>Other events may come first so often before the next look.</summary>
    private const int Attempts = 5;

    /// <summary>Whatever a look takes: a longer break would begin the watch anew.</summary>
    private static readonly TimeSpan LongestRest = DrainWatch.LongestBreak * 0.6;

    /// <summary>When to look again, by node.</summary>
    private readonly Dictionary<string, Due> _due = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var draining = Draining();
            foreach (var node in _due.Keys.Except(draining, StringComparer.Ordinal).ToArray())
            {
                Forget(node);
            }

            foreach (var node in draining.Where(IsDue))
            {
                await TryAsync(node, stoppingToken);
            }
        }
    }

    private string[] Draining() => membership.IsRegistered
        ? [.. membership.Current.Members.Where(m => m.State == AdministrativeState.Draining).Select(m => m.Id)]
        : [];

    private bool IsDue(string node) => !_due.TryGetValue(node, out var due) || time.GetElapsedTime(due.Since) >= due.Wait;

    private async Task TryAsync(string node, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            await LookAsync(node, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Log.Postponed(logger, node, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception, node);
        }

        // A little less than the interval: the timer's next tick must not come too early for it.
        var pace = node == self.Id ? Interval / 2 : OfOthers;
        var rest = RestPerLook * time.GetElapsedTime(began);
        _due[node] = new Due(time.GetTimestamp(), rest > LongestRest ? LongestRest : rest > pace ? rest : pace);
    }

    private async Task LookAsync(string node, CancellationToken cancellationToken)
    {
        var (term, evidence) = await watch.LookAsync(node, cancellationToken);
        evidence = evidence with { IsPrimary = leadership.Leader?.NodeId == node };
        progress.Note(node, evidence);
        if (DrainDecision.Finished(evidence) is not { } reason)
        {
            return;
        }

        if (await FinishAsync(node, term, reason, cancellationToken))
        {
            Log.Drained(logger, node, reason);
        }
    }

    /// <summary>The event is in the same commit: an agent that dies here leaves both or neither.</summary>
    private async Task<bool> FinishAsync(string node, DrainTerm term, string reason, CancellationToken cancellationToken)
    {
        var happened = new EventRequest(EventTypes.NodeDrained, node, reason, self.Id);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var written = await events.InCommitAsync(happened, cancellationToken);
            var change = await registry.FinishDrainAsync(node, term, self.Id, written, cancellationToken);
            if (change.Outcome != MemberChangeOutcome.Refused)
            {
                return change.Outcome == MemberChangeOutcome.Done;
            }

            await Contention.PauseAsync(attempt, time, cancellationToken);
        }

        Log.Postponed(logger, node, "other events came first each time");
        return false;
    }

    private void Forget(string node)
    {
        _due.Remove(node);
        watch.Forget(node);
        progress.Forget(node);
    }

    private readonly record struct Due(long Since, TimeSpan Wait);

    private static partial class Log
    {
        [LoggerMessage(1520, LogLevel.Information, "{Node} is drained and now in maintenance: {Reason}", EventName = "NodeDrained")]
        public static partial void Drained(ILogger logger, string node, string reason);

        [LoggerMessage(1521, LogLevel.Debug, "the drain of {Node} goes on for now: {Reason}", EventName = "DrainPostponed")]
        public static partial void Postponed(ILogger logger, string node, string reason);

        [LoggerMessage(1522, LogLevel.Error, "the drain of {Node} could not be looked at", EventName = "DrainFailed")]
        public static partial void Failed(ILogger logger, Exception exception, string node);
    }
}
