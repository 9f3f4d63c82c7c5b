namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// A node that comes back with cold caches is not flooded: its weight for new clients rises evenly from a tenth to the whole. Pure.
/// </summary>
internal static class SlowStart
{
    public const double Least = 0.1;

    /// <param name="since">Since the node takes new clients again.</param>
    /// <param name="duration">Zero turns slow start off.</param>
    public static double Factor(TimeSpan since, TimeSpan duration) =>
        since >= duration ? 1 : Least + ((1 - Least) * Math.Max(since / duration, 0));
}
