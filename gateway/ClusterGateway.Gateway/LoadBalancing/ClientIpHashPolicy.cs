using System.Collections.Concurrent;
using ClusterGateway.Gateway.Discovery;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// <c>ClientIpHash</c>: places a client by <see cref="RendezvousHash"/> of its <see cref="ClientPrefix"/> and the node ids, so that every
/// gateway places it alike without asking another. A weight of 0 takes no new clients; a destination that is no node of the cluster
/// weighs <see cref="OrdinaryWeight"/>.
/// </summary>
internal sealed class ClientIpHashPolicy(IClusterView view, IOptions<LoadBalancingOptions> options) : ILoadBalancingPolicy
{
    public const string PolicyName = "ClientIpHash";

    public const int OrdinaryWeight = 100;

    private readonly ConcurrentDictionary<string, ulong> _nodeKeys = new(StringComparer.Ordinal);

    public string Name => PolicyName;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var client = (ClientPrefix.Of(context.Connection.RemoteIpAddress, options.Value) ?? default).Hash;
        var nodes = view.Current.Nodes;
        DestinationState? best = null;
        double bestScore = 0;
        for (var i = 0; i < availableDestinations.Count; i++)
        {
            var candidate = availableDestinations[i];
            var weight = nodes.TryGetValue(candidate.DestinationId, out var node) ? node.Weight : OrdinaryWeight;
            var score = RendezvousHash.Score(client, _nodeKeys.GetOrAdd(candidate.DestinationId, RendezvousHash.NodeKey), weight);
            if (score > bestScore || (score == bestScore && Precedes(candidate, best)))
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }

    /// <summary>Equal scores are as good as impossible; even then the order of the list does not decide.</summary>
    private static bool Precedes(DestinationState candidate, DestinationState? best) =>
        best is not null && string.CompareOrdinal(candidate.DestinationId, best.DestinationId) < 0;
}
