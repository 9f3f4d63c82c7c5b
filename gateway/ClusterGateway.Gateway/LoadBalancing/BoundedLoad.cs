namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// Consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam, 2016), with weights: a node may hold at most a factor of its
/// share of all clients, the one to be placed included and rounded up. Pure.
/// </summary>
internal static class BoundedLoad
{
    public const double LeastFactor = 1;
    public const double MostFactor = 10;

    /// <summary>Takes the weight from those that are full. It never takes it from all.</summary>
    /// <param name="loads">Clients on each node that could take this one.</param>
    public static void LeaveRoom(ReadOnlySpan<long> loads, Span<double> weights, double factor)
    {
        var (total, totalWeight) = (1L, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            (total, totalWeight) = weights[i] > 0 ? (total + loads[i], totalWeight + weights[i]) : (total, totalWeight);
        }

        // With a factor of at least 1 the emptiest has room, whatever rounding says.
        var emptiest = Emptiest(loads, weights);
        for (var i = 0; i < weights.Length; i++)
        {
            if (i != emptiest && weights[i] > 0 && loads[i] >= Math.Ceiling(factor * total * weights[i] / totalWeight))
            {
                weights[i] = 0;
            }
        }
    }

    private static int Emptiest(ReadOnlySpan<long> loads, ReadOnlySpan<double> weights)
    {
        var emptiest = -1;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0 && (emptiest < 0 || loads[i] / weights[i] < loads[emptiest] / weights[emptiest]))
            {
                emptiest = i;
            }
        }

        return emptiest;
    }
}
