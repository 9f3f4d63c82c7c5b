using System.Globalization;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>What a YARP cluster's metadata says about placement, and should not.</summary>
internal static class PlacementCheck
{
    public static IEnumerable<ConfigurationError> Check(IConfigurationSection cluster) =>
        Mistakes(key => cluster[$"Metadata:{key}"]).Select(mistake => mistake with { Path = $"{cluster.Path}:{mistake.Path}" });

    /// <returns>With paths below the cluster's.</returns>
    public static IEnumerable<ConfigurationError> Mistakes(Func<string, string?> metadata)
    {
        if (metadata(PlacementTerms.BoundedLoadKey) is { } factor && !PlacementTerms.TryFactor(factor, out _))
        {
            yield return new ConfigurationError(
                $"Metadata:{PlacementTerms.BoundedLoadKey}",
                string.Create(CultureInfo.InvariantCulture, $"'{factor}' is not a factor of the mean from {BoundedLoad.LeastFactor} to {BoundedLoad.MostFactor}; write 1.25"));
        }

        if (metadata(PlacementTerms.BackupFailbackKey) is { } failback && !PlacementTerms.TryFailback(failback, out _))
        {
            yield return new ConfigurationError(
                $"Metadata:{PlacementTerms.BackupFailbackKey}", $"'{failback}' is unknown; known are never, drain, immediate");
        }
    }
}
