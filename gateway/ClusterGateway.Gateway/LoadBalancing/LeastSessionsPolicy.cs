using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// <c>LeastSessions</c>: the node with the fewest clients for its weight (<see cref="NodeLoads"/>). Equal ones are drawn by lot, so that
/// several gateways do not all choose the same.
/// </summary>
internal sealed class LeastSessionsPolicy(NodeLoads loads, PlacementWeights weights) : ILoadBalancingPolicy
{
    public const string PolicyName = "LeastSessions";

    public string Name => PolicyName;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var count = availableDestinations.Count;
        Span<long> load = count <= PlacementWeights.Stackable ? stackalloc long[count] : new long[count];
        Span<double> weight = count <= PlacementWeights.Stackable ? stackalloc double[count] : new double[count];
        loads.Fill(availableDestinations, load);
        weights.FillDrawn(availableDestinations, weight);
        var best = Least(load, weight, Random.Shared.NextDouble());
        if (best < 0)
        {
            return null;
        }

        loads.Placed(availableDestinations[best]);
        return availableDestinations[best];
    }

    /// <param name="lot">From 0 to below 1: which one of equals.</param>
    /// <returns>The index; −1 when nobody has any weight.</returns>
    internal static int Least(ReadOnlySpan<long> loads, ReadOnlySpan<double> weights, double lot)
    {
        var (least, equals) = (double.PositiveInfinity, 0);
        for (var i = 0; i < loads.Length; i++)
        {
            if (weights[i] > 0 && Relative(loads[i], weights[i]) is var relative && relative <= least)
            {
                equals = relative < least ? 1 : equals + 1;
                least = relative;
            }
        }

        var chosen = (int)(lot * equals);
        for (var i = 0; i < loads.Length; i++)
        {
            if (weights[i] > 0 && Relative(loads[i], weights[i]) == least && chosen-- == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>With the client to be placed: of empty nodes, the heaviest is first.</summary>
    private static double Relative(long load, double weight) => (load + 1) / weight;
}
