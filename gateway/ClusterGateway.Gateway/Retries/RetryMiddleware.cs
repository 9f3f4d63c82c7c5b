using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Health;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Runs the rest of the proxy pipeline again when an attempt failed before the first byte of a response, and no application can have acted
/// on the request, or acting twice does no harm.
/// </summary>
internal sealed partial class RetryMiddleware(
    RequestDelegate next, IClusterView view, RequestWatches watches, RetryPlans plans, RetryBudget budget, RetryMetrics metrics,
    PassiveHealth health, IOptions<RetryOptions> options, TimeProvider time, ILogger<RetryMiddleware> logger)
{
    /// <summary>Between two tries of a node that refuses connections and still counts as alive; twice as long after each.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var plan = plans.Of(proxy);
        return plan.IsWatched ? RunAsync(context, proxy, plan) : next(context);
    }

    private async Task RunAsync(HttpContext context, IReverseProxyFeature proxy, RetryPlan plan)
    {
        budget.CountRequest();
        var baseline = new RequestBaseline(context, proxy);
        var body = RepeatableBody(context, plan);
        RetryState? state = null;
        AttemptFailure failure;
        do
        {
            failure = await watches.RunAsync(context, next);
            health.Note(context, failure);
        }
        while (failure != AttemptFailure.None && await GoesOnAsync(context, baseline, state ??= new RetryState(plan, body), failure));
    }

    /// <summary>Puts a body that keeps what passes between the server and YARP, where that can be of use.</summary>
    private static ReplayBody? RepeatableBody(HttpContext context, RetryPlan plan)
    {
        if (!plan.IsOn || plan.Buffer == 0 || !Resending.HasBody(context) || !Resending.IsRepeatable(context, plan)
            || context.Request.ContentLength > plan.Buffer)
        {
            return null;
        }

        var body = new ReplayBody(context.Request.Body, plan.Buffer);
        context.Request.Body = body;
        return body;
    }

    /// <returns>Whether the request is ready for another attempt; otherwise the failure is the answer.</returns>
    private async Task<bool> GoesOnAsync(HttpContext context, RequestBaseline baseline, RetryState state, AttemptFailure failure)
    {
        var destination = context.GetReverseProxyFeature().ProxiedDestination;
        if (!state.IsOn && destination is not null)
        {
            Report(state, destination.DestinationId, failure, isFirstOfOwnNode: false);
        }

        if (state.IsOn && Resending.IsPossible(failure, state.IsRepeatable(context))
            && destination is { } failed
            && await NextDestinationsAsync(context, baseline, state, failed.DestinationId, failure) is { Count: > 0 } destinations
            && MayRetry(failure))
        {
            Log.Again(logger, failed.DestinationId, failure);
            metrics.Retried(failure);
            SentAgain.Count(context);
            baseline.Restore(destinations);
            state.Body?.Rewind();
            return true;
        }

        metrics.GaveUp(failure);
        if (failure is AttemptFailure.NodeDown or AttemptFailure.NeverSent or AttemptFailure.Timeout)
        {
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }

        return false;
    }

    /// <summary>What leaves a node that is down is no load twice, and as much as waited there; everything else is bounded.</summary>
    private bool MayRetry(AttemptFailure failure)
    {
        if (failure is AttemptFailure.NodeDown or AttemptFailure.NeverSent || budget.TryTake())
        {
            return true;
        }

        metrics.BudgetUsedUp();
        Log.BudgetUsedUp(logger);
        return false;
    }

    /// <returns>Where to try next; empty when nowhere.</returns>
    private async Task<IReadOnlyList<DestinationState>> NextDestinationsAsync(
        HttpContext context, RequestBaseline baseline, RetryState state, string failed, AttemptFailure failure)
    {
        var aborted = context.RequestAborted;
        var isBound = context.Features.Get<BindingFeature>() is { IsBound: true } binding && binding.NodeId == failed;
        var triedAgain = isBound && state.OwnNode == failed;
        state.Lost = (triedAgain ? state.Lost : 0) + (isBound && failure == AttemptFailure.ConnectionLost ? 1 : 0);
        Report(state, failed, failure, isBound && !triedAgain);
        if (triedAgain)
        {
            await WaitAsync(_ => state.Probe, options.Value.Patience, aborted);
        }

        switch (RetryDecision.Decide(failure, state.Lost, isBound, triedAgain, KeepsBound(failed), Left(state)))
        {
            case NextAttempt.None:
                return [];
            case NextAttempt.OwnNodeLater:
                await WaitAsync(stop => ChangeOfAsync(failed, stop), state.NextPause(Pause), aborted);
                break;
            case NextAttempt.AnotherNode:
                state.GivenUp.Add(failed);
                break;
        }

        // Its own node is among them, and affinity finds it there; unless it has just been found down, and then the request moves on.
        return [.. baseline.Destinations.Where(d => !state.GivenUp.Contains(d.DestinationId))];
    }

    /// <summary>A refused connect, or the last of several lost connections, stops new placements there at once and has the node probed now.</summary>
    private void Report(RetryState state, string failed, AttemptFailure failure, bool isFirstOfOwnNode)
    {
        if (isFirstOfOwnNode)
        {
            (state.OwnNode, state.OwnNodeFailedAt) = (failed, time.GetTimestamp());
        }

        if (RetryDecision.IsSuspicious(failure, state.Lost) && view.Current.Nodes.ContainsKey(failed))
        {
            // Not canceled with the request: what it finds out is for all.
            state.Probe = view.ReportConnectFailureAsync(failed, CancellationToken.None);
        }
    }

    /// <summary>A destination that is no node of the cluster has nobody who could say more than the two failures did.</summary>
    private bool KeepsBound(string destination) =>
        view.Current.Nodes.TryGetValue(destination, out var node) && node.Admission.KeepsBound;

    /// <summary>Until it is another, or judged anew; what becomes of the other nodes is no reason to try this one.</summary>
    private async Task ChangeOfAsync(string destination, CancellationToken cancellationToken)
    {
        var snapshot = view.Current;
        var before = Seen(snapshot);
        do
        {
            await view.WaitForChangeAsync(snapshot.Version, cancellationToken);
            snapshot = view.Current;
        }
        while (Seen(snapshot) == before);

        (NodeHealth, Admission, Uri?)? Seen(ClusterSnapshot of) =>
            of.Nodes.TryGetValue(destination, out var node) ? (node.Health, node.Admission, node.Address) : null;
    }

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
