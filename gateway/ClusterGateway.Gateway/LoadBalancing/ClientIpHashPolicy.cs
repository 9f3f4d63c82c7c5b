using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// <c>ClientIpHash</c>: places a client by <see cref="RendezvousHash"/> of its <see cref="ClientPrefix"/> and the node ids, so that every
/// gateway places it alike without asking another. A weight of 0 takes no new clients. With a <see cref="BoundedLoad"/> the best node that
/// has room takes it; that depends on how full the nodes are, and two gateways may see that differently.
/// </summary>
internal sealed class ClientIpHashPolicy(
    PlacementWeights weights, NodeLoads loads, ClusterTerms terms, IOptions<LoadBalancingOptions> options) : ILoadBalancingPolicy
{
    public const string PolicyName = "ClientIpHash";

    private readonly ConcurrentDictionary<string, ulong> _nodeKeys = new(StringComparer.Ordinal);

    public string Name => PolicyName;

    /// <summary>Whether the address of a client decides its node on this YARP cluster.</summary>
    public static bool Places(ClusterConfig cluster) => string.Equals(cluster.LoadBalancingPolicy, PolicyName, StringComparison.OrdinalIgnoreCase);

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var client = (ClientPrefix.Of(context.Connection.RemoteIpAddress, options.Value) ?? default).Hash;
        var count = availableDestinations.Count;
        Span<double> weight = count <= PlacementWeights.Stackable ? stackalloc double[count] : new double[count];
        weights.FillLessened(availableDestinations, weight);
        return terms.Of(cluster.Model.Config).BoundedLoad is { } factor
            ? PickBounded(client, availableDestinations, weight, factor)
            : Pick(client, availableDestinations, weight);
    }

    private DestinationState? PickBounded(ulong client, IReadOnlyList<DestinationState> destinations, Span<double> weight, double factor)
    {
        var count = destinations.Count;
        Span<long> load = count <= PlacementWeights.Stackable ? stackalloc long[count] : new long[count];
        loads.Fill(destinations, load);
        BoundedLoad.LeaveRoom(load, weight, factor);
        var picked = Pick(client, destinations, weight);
        if (picked is not null)
        {
            loads.Placed(picked);
        }

        return picked;
    }

    private DestinationState? Pick(ulong client, IReadOnlyList<DestinationState> destinations, ReadOnlySpan<double> weight)
    {
        DestinationState? best = null;
        double bestScore = 0;
        for (var i = 0; i < destinations.Count; i++)
        {
            var candidate = destinations[i];
            var score = RendezvousHash.Score(client, _nodeKeys.GetOrAdd(candidate.DestinationId, RendezvousHash.NodeKey), weight[i]);
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
