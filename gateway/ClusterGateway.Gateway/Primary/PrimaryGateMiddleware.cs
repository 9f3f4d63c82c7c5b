using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Draining;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Gateway.Timeouts;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Primary;

/// <summary>
/// Lets requests of <c>cluster://primary</c> go to the primary and to nobody else; without one they wait. A request that was not sent
/// yet goes back to the wait when the primary is lost, a safe one also when its connection dies before the headers of the answer.
/// </summary>
internal sealed class PrimaryGateMiddleware(
    RequestDelegate next, IClusterView view, PrimaryQueue queue, PrimaryTerms terms, AdminRequests requests, RequestWatches watches, GatewayOptions options,
    TimeProvider time)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        if (ClusterAddress.PoolOf(proxy.Cluster.Config) != ClusterPool.Primary)
        {
            return next(context);
        }

        return Target(proxy) is { } target ? SendAsync(context, proxy, target) : WaitAndSendAsync(context, proxy);
    }

    private async Task SendAsync(HttpContext context, IReverseProxyFeature proxy, PrimaryTarget target)
    {
        if (await TrySendAsync(context, proxy, target) == AttemptOutcome.BackToTheWait)
        {
            await WaitAndSendAsync(context, proxy);
        }
    }

    private async Task WaitAndSendAsync(HttpContext context, IReverseProxyFeature proxy)
    {
        using var patience = new CancellationTokenSource(options.Primary.Wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            while (await WaitAsync(proxy, either.Token) is { } target)
            {
                if (await TrySendAsync(context, proxy, target) == AttemptOutcome.Done)
                {
                    return;
                }

                await Task.Delay(BetweenAttempts, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client left, or nobody became primary in time.
        }

        if (RouteDeadline.IsOver(context))
        {
            // The time of its route, and with it the token by which the answer would be written.
            context.RequestAborted = CancellationToken.None;
            await ErrorAnswer.WriteAsync(context, ProblemTypes.GatewayTimeout, "no node became the primary in time");
        }
        else if (!context.RequestAborted.IsCancellationRequested)
        {
            await ErrorAnswer.WriteAsync(context, ProblemTypes.NoPrimary, "no node is the primary at the moment");
        }
    }

    /// <returns>Null when too many wait already.</returns>
    private async Task<PrimaryTarget?> WaitAsync(IReverseProxyFeature proxy, CancellationToken cancellationToken)
    {
        if (!queue.TryEnter())
        {
            return null;
        }

        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Target(proxy) is { } target)
                {
                    return target;
                }

                if (Available() is null)
                {
                    await queue.WaitAsync(() => Available() is not null, cancellationToken);
                }
                else
                {
                    // Known as primary, but YARP is only about to learn its address.
                    await Task.Delay(BetweenAttempts, time, cancellationToken);
                }
            }
        }
        finally
        {
            queue.Leave();
        }
    }

    private Task<AttemptOutcome> TrySendAsync(HttpContext context, IReverseProxyFeature proxy, PrimaryTarget target) =>
        LongLivedConnections.Includes(context) ? AttemptAsync(context, proxy, target) : CountedAsync(context, proxy, target);

    private async Task<AttemptOutcome> CountedAsync(HttpContext context, IReverseProxyFeature proxy, PrimaryTarget target)
    {
        requests.Begin();
        try
        {
            // Not counted yet when a hand-over was seen and told: then it must not be sent.
            return Available()?.Term == target.Primary.Term ? await AttemptAsync(context, proxy, target) : AttemptOutcome.BackToTheWait;
        }
        finally
        {
            requests.End();
        }
    }

    private async Task<AttemptOutcome> AttemptAsync(HttpContext context, IReverseProxyFeature proxy, PrimaryTarget target)
    {
        var termOver = terms.TokenOf(target.Primary.Term);
        context.Features.Set(target.Primary);
        proxy.AvailableDestinations = target.Destination;
        var failure = await watches.RunAsync(context, next, termOver);
        if (failure == AttemptFailure.None && IsCutByTerm(context, termOver))
        {
            failure = AttemptFailure.ConnectionLost;
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }

        return await AfterAsync(context, target.Primary.NodeId, failure);
    }

    private async Task<AttemptOutcome> AfterAsync(HttpContext context, string node, AttemptFailure failure)
    {
        if (failure == AttemptFailure.Connect)
        {
            await view.ReportConnectFailureAsync(node, context.RequestAborted);
        }

        if (Resending.IsPossible(failure, Resending.IsSafe(context)))
        {
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            SentAgain.Count(context);
            return AttemptOutcome.BackToTheWait;
        }

        if (failure is AttemptFailure.NodeDown or AttemptFailure.Timeout)
        {
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }

        return AttemptOutcome.Done;
    }

    /// <summary>The gateway itself ended the attempt before its response began, because the term was over.</summary>
    private static bool IsCutByTerm(HttpContext context, CancellationToken termOver) =>
        termOver.IsCancellationRequested && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested
        && context.Features.Get<IForwarderErrorFeature>() is not null;

    private PrimaryState? Available() => PrimaryAvailability.Now(view.Current, time.GetTimestamp());

    /// <summary>The primary and its destination, from YARP's newest list.</summary>
    private PrimaryTarget? Target(IReverseProxyFeature proxy)
    {
        if (Available() is not { } primary)
        {
            return null;
        }

        foreach (var destination in proxy.Route.Cluster!.DestinationsState.AllDestinations)
        {
            if (destination.DestinationId == primary.NodeId)
            {
                return new PrimaryTarget(primary, destination);
            }
        }

        return null;
    }

    private readonly record struct PrimaryTarget(PrimaryState Primary, DestinationState Destination);

    private enum AttemptOutcome
    {
        Done,
        BackToTheWait,
    }
}
