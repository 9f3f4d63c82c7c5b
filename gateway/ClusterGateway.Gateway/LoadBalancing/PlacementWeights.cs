using ClusterGateway.Gateway.Discovery;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// The weights by which new clients are placed now: what the agents say, less in slow start. A destination that is no node of the
/// cluster weighs <see cref="OrdinaryWeight"/> and is always warm.
/// </summary>
internal sealed class PlacementWeights(IClusterView view, IOptions<LoadBalancingOptions> options, TimeProvider time)
{
    public const int OrdinaryWeight = 100;

    /// <summary>Lists up to this length need no array.</summary>
    public const int Stackable = 64;

    public double OfNode(NodeState node) => node.Weight * FactorOf(node);

    /// <summary>The weights as they will be when every node is warm.</summary>
    public void FillWhole(IReadOnlyList<DestinationState> destinations, Span<double> weights)
    {
        var nodes = view.Current.Nodes;
        for (var i = 0; i < destinations.Count; i++)
        {
            weights[i] = nodes.TryGetValue(destinations[i].DestinationId, out var node) ? node.Weight : OrdinaryWeight;
        }
    }

    /// <summary>For a policy whose choice follows the weights: a node in slow start weighs less.</summary>
    public void FillLessened(IReadOnlyList<DestinationState> destinations, Span<double> weights)
    {
        FillWhole(destinations, weights);
        Span<double> factors = destinations.Count <= Stackable ? stackalloc double[destinations.Count] : new double[destinations.Count];
        if (FillFactors(destinations, factors))
        {
            for (var i = 0; i < factors.Length; i++)
            {
                weights[i] *= factors[i];
            }
        }
    }

    /// <summary>
    /// For a policy that would give an empty node everything, however little it weighs: a node in slow start takes part in as many choices
    /// as it has of its weight, drawn by lot, and weighs 0 in the others.
    /// </summary>
    /// <returns>Whether any was left out.</returns>
    public bool FillDrawn(IReadOnlyList<DestinationState> destinations, Span<double> weights)
    {
        FillWhole(destinations, weights);
        var anyLeftOut = false;
        Span<double> factors = destinations.Count <= Stackable ? stackalloc double[destinations.Count] : new double[destinations.Count];
        if (FillFactors(destinations, factors))
        {
            for (var i = 0; i < factors.Length; i++)
            {
                if (factors[i] < 1 && Random.Shared.NextDouble() >= factors[i])
                {
                    (weights[i], anyLeftOut) = (0, true);
                }
            }
        }

        return anyLeftOut;
    }

    /// <summary>For a policy that knows no weights: the nodes that take part in this choice.</summary>
    public IReadOnlyList<DestinationState> Draw(IReadOnlyList<DestinationState> destinations)
    {
        Span<double> weights = destinations.Count <= Stackable ? stackalloc double[destinations.Count] : new double[destinations.Count];
        if (!FillDrawn(destinations, weights))
        {
            return destinations;
        }

        var drawn = new List<DestinationState>(destinations.Count);
        for (var i = 0; i < destinations.Count; i++)
        {
            if (weights[i] > 0)
            {
                drawn.Add(destinations[i]);
            }
        }

        return drawn;
    }

    /// <summary>
    /// The part of its weight that each has, from <see cref="SlowStart.Least"/> to 1. Where no node is warm, all count whole: they stay
    /// even, as nobody is there to take what they would not.
    /// </summary>
    /// <returns>Whether any is below 1.</returns>
    private bool FillFactors(IReadOnlyList<DestinationState> destinations, Span<double> factors)
    {
        var nodes = view.Current.Nodes;
        var (anyCold, anyWarm) = (false, false);
        for (var i = 0; i < destinations.Count; i++)
        {
            factors[i] = nodes.TryGetValue(destinations[i].DestinationId, out var node) ? FactorOf(node) : 1;
            anyCold |= factors[i] < 1;
            anyWarm |= factors[i] >= 1 && node is not { Weight: 0 };
        }

        if (anyCold && !anyWarm)
        {
            factors.Fill(1);
        }

        return anyCold && anyWarm;
    }

    private double FactorOf(NodeState node) =>
        node.Warmth.Since is { } since ? SlowStart.Factor(time.GetElapsedTime(since), options.Value.SlowStart) : 1;
}
