using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>
/// Looks twice before a client loses its node: when nobody here knows the node, the agents are asked; when it is only about to be judged, or
/// YARP about to learn its address, the request waits. So it is after a start of the gateway, and when a node was added a moment ago.
/// </summary>
internal sealed partial class BoundNodes(IClusterView view, TimeProvider time, ILogger<BoundNodes> logger)
{
    /// <summary>How long a request waits, for each of the two.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>YARP takes up new destinations on its own, and tells nobody.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Between two questions because of a name that anybody can invent.</summary>
    private static readonly TimeSpan ClaimInterval = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private Task _claims = Task.CompletedTask;
    private long? _claimsAt;

    public bool Knows(string node) => view.Current.Nodes.ContainsKey(node);

    public async ValueTask<DestinationState?> FindAgainAsync(
        IBindingSource source, HttpContext context, BindingFeature binding, ClusterState cluster, CancellationToken cancellationToken)
    {
        if (ClusterAddress.PoolOf(cluster.Model.Config) != ClusterPool.Serving || source.NodeOf(context, binding) is not { } named)
        {
            return null;
        }

        if (!Knows(named))
        {
            await AskAsync(source.IsClaim, named, cancellationToken);
        }

        return source.NodeOf(context, binding) is { } node ? await WaitForAsync(node, cluster, cancellationToken) : null;
    }

    private async Task AskAsync(bool isClaim, string node, CancellationToken cancellationToken)
    {
        try
        {
            // The question may outlive this request, and with it the token.
            var question = isClaim ? AskBecauseOfClaim() : view.RefreshMembershipAsync(CancellationToken.None);
            await question.WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or HttpRequestException)
        {
            Log.NodeStayedUnknown(logger, node, exception.Message);
        }
    }

    /// <summary>All who come while the question runs wait for its answer; who comes soon after has it.</summary>
    private Task AskBecauseOfClaim()
    {
        lock (_lock)
        {
            if (_claims.IsCompleted && (_claimsAt is not { } askedAt || time.GetElapsedTime(askedAt) >= ClaimInterval))
            {
                _claimsAt = time.GetTimestamp();
                _claims = view.RefreshMembershipAsync(CancellationToken.None);
            }

            return _claims;
        }
    }

    private async ValueTask<DestinationState?> WaitForAsync(string node, ClusterState cluster, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var snapshot = view.Current;
            if (!snapshot.Nodes.TryGetValue(node, out var state) || (IsJudged(state) && !state.Admission.KeepsBound))
            {
                return null;
            }

            if (state.Admission.KeepsBound && Destinations.Find(cluster.DestinationsState.AllDestinations, node) is { } found)
            {
                return found;
            }

            if (time.GetElapsedTime(since) >= Patience)
            {
                return null;
            }

            await PauseAsync(state.Admission.KeepsBound ? null : snapshot.Version, cancellationToken);
        }
    }

    private Task PauseAsync(long? version, CancellationToken cancellationToken)
    {
        var pause = Task.Delay(Pause, time, cancellationToken);
        return version is { } seen ? Task.WhenAny(pause, view.WaitForChangeAsync(seen, cancellationToken)) : pause;
    }

    /// <summary>A node whose agent has not answered once is not down: this gateway has only just heard of it.</summary>
    private static bool IsJudged(NodeState state) => state.Self is not null || state.Health != NodeHealth.Starting;

    private static partial class Log
    {
        [LoggerMessage(1310, LogLevel.Debug, "A client names the node '{Node}', which is unknown here; the membership could not be asked: {Reason}")]
        public static partial void NodeStayedUnknown(ILogger logger, string node, string reason);
    }
}
