namespace ClusterGateway.Benchmarks.Load;

/// <summary>Exact, from all times.</summary>
internal static class Percentile
{
    /// <param name="share">From 0 to 1, exclusive.</param>
    /// <returns>Not a number where there are none.</returns>
    public static double Of(double[] ordered, double share) => ordered.Length == 0 ? double.NaN : ordered[(int)(ordered.Length * share)];
}
