using System.ComponentModel;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Processes;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>Runs the command of one call and tells its outcome; a primary whose command failed resigns.</summary>
internal sealed partial class HookRunner(
    HookOptions options, NodeIdentity self, LeaseTiming timing, ILeadership leadership, IEventLog events, HookMetrics metrics, TimeProvider time,
    ILogger<HookRunner> logger)
{
    private int _failures;

    /// <param name="stop">What the call follows is over, or the agent cannot wait.</param>
    public async Task RunAsync(HookCall call, CancellationToken stop)
    {
        var run = await CarryOutAsync(call, options.Of(call.Hook), stop);
        var sentence = run.Sentence(options.Of(call.Hook).Timeout);
        metrics.Ran(run);
        Tell(run, sentence);
        if (call.Hook == HookKind.OnBecamePrimary && run.Outcome != HookOutcome.Stopped)
        {
            _failures = run.Outcome == HookOutcome.Succeeded ? 0 : _failures + 1;
            if (_failures > 0)
            {
                leadership.Resign(call.Term, sentence, ResignationPause.After(_failures, timing.HandOver, timing.Lease));
            }
        }
    }

    private async Task<HookRun> CarryOutAsync(HookCall call, HookCommand hook, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        using var limit = new CancellationTokenSource(hook.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            var ended = await ProgramRun.RunAsync(hook.Command, call.Environment(self.Cluster, self.Id), HookRun.MostSaid, either.Token);
            var said = HookRun.FirstLine(ended.ExitCode, ended.Output, ended.Error);
            var outcome = ended.ExitCode == 0 ? HookOutcome.Succeeded : ended.WasStarted ? HookOutcome.Failed : HookOutcome.NotStarted;
            return Ended(outcome, ended.ExitCode, said);
        }
        catch (OperationCanceledException)
        {
            return Ended(stop.IsCancellationRequested ? HookOutcome.Stopped : HookOutcome.TimedOut);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return Ended(HookOutcome.NotStarted, 0, HookRun.FirstLine(0, exception.Message, ""));
        }

        HookRun Ended(HookOutcome outcome, int exitCode = 0, string said = "") => new(call, outcome, exitCode, time.GetElapsedTime(began), said);
    }

    private void Tell(HookRun run, string sentence)
    {
        if (run.Outcome == HookOutcome.Succeeded)
        {
            Log.Succeeded(logger, sentence);
        }
        else
        {
            Log.Failed(logger, sentence);
        }

        var type = run.Outcome == HookOutcome.Succeeded ? EventTypes.HookSucceeded : EventTypes.HookFailed;
        events.Append(new EventRequest(type, self.Id, sentence, self.Id, run.Call.Hook.ToString()), run.Call.Term);
    }

    private static partial class Log
    {
        [LoggerMessage(1600, LogLevel.Information, "hook {Sentence}", EventName = "HookSucceeded")]
        public static partial void Succeeded(ILogger logger, string sentence);

        [LoggerMessage(1601, LogLevel.Warning, "hook {Sentence}", EventName = "HookFailed")]
        public static partial void Failed(ILogger logger, string sentence);
    }
}
