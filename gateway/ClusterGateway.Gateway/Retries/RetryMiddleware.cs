using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Discovery;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Runs the rest of the proxy pipeline again when an attempt failed before any application can have acted on the request: before its body
/// was read and before the first byte of a response.
/// </summary>
internal sealed partial class RetryMiddleware(
    RequestDelegate next, IClusterView view, RetryBudget budget, RetryMetrics metrics, IOptions<RetryOptions> options, TimeProvider time,
    ILogger<RetryMiddleware> logger)
{
    /// <summary>Between two tries of a node that refuses connections and still counts as alive.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!RetryScope.Includes(context.GetReverseProxyFeature().Cluster.Config))
        {
            await next(context);
            return;
        }

        budget.CountRequest();
        var baseline = new RequestBaseline(context);
        await next(context);
        if (FailureClassification.Of(context) != AttemptFailure.None)
        {
            await RetryAsync(context, baseline);
        }
    }

    private async Task RetryAsync(HttpContext context, RequestBaseline baseline)
    {
        if (!budget.TryTake())
        {
            Log.BudgetUsedUp(logger);
            return;
        }

        var state = new RetryState();
        while (FailureClassification.Of(context) is not AttemptFailure.None and var failure
            && context.GetReverseProxyFeature().ProxiedDestination is { } failed
            && await NextDestinationsAsync(context, baseline, state, failed.DestinationId, failure) is { Count: > 0 } destinations)
        {
            Log.Again(logger, failed.DestinationId, failure);
            metrics.Retried(failure);
            baseline.Restore(destinations);
            await next(context);
        }
    }

    /// <returns>Where to try next; empty when nowhere.</returns>
    private async Task<IReadOnlyList<DestinationState>> NextDestinationsAsync(
        HttpContext context, RequestBaseline baseline, RetryState state, string failed, AttemptFailure failure)
    {
        var aborted = context.RequestAborted;
        var isBound = context.Features.Get<BindingFeature>() is { IsBound: true } binding && binding.NodeId == failed;
        var triedAgain = isBound && state.OwnNode == failed;
        Report(state, failed, failure, isBound && !triedAgain);
        if (triedAgain)
        {
            await WaitAsync(_ => state.Probe, options.Value.Patience, aborted);
        }

        switch (RetryDecision.Decide(isBound, triedAgain, KeepsBound(failed), Left(state)))
        {
            case NextAttempt.None:
                return [];
            case NextAttempt.OwnNodeLater:
                await WaitAsync(stop => view.WaitForChangeAsync(view.Current.Version, stop), Pause, aborted);
                break;
            case NextAttempt.AnotherNode:
                state.GivenUp.Add(failed);
                break;
        }

        // Its own node is among them, and affinity finds it there; unless it has just been found down, and then the request moves on.
        return [.. baseline.Destinations.Where(d => !state.GivenUp.Contains(d.DestinationId))];
    }

    /// <summary>A refused connect stops new placements there at once and has the node probed now.</summary>
    private void Report(RetryState state, string failed, AttemptFailure failure, bool isFirstOfOwnNode)
    {
        if (isFirstOfOwnNode)
        {
            (state.OwnNode, state.OwnNodeFailedAt) = (failed, time.GetTimestamp());
        }

        if (failure == AttemptFailure.Connect && view.Current.Nodes.ContainsKey(failed))
        {
            // Not cancelled with the request: what it finds out is for all.
            state.Probe = view.ReportConnectFailureAsync(failed, CancellationToken.None);
        }
    }

    /// <summary>A destination that is no node of the cluster has nobody who could say more than the two failures did.</summary>
    private bool KeepsBound(string destination) =>
        view.Current.Nodes.TryGetValue(destination, out var node) && node.Admission.KeepsBound;

    private TimeSpan Left(RetryState state) => options.Value.Patience.Value - time.GetElapsedTime(state.OwnNodeFailedAt);

    /// <summary>For the task or the time, whichever is first; the task's own failure is nothing to a request.</summary>
    private async Task WaitAsync(Func<CancellationToken, Task> task, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(task(stop.Token), Task.Delay(atMost, time, stop.Token));
        await stop.CancelAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1600, LogLevel.Debug, "The attempt on '{Node}' failed ({Failure}); the request is tried again")]
        public static partial void Again(ILogger logger, string node, AttemptFailure failure);

        [LoggerMessage(1601, LogLevel.Debug, "A request failed and is not tried again: the retry budget is used up")]
        public static partial void BudgetUsedUp(ILogger logger);
    }
}
