using System.Globalization;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>What a YARP cluster's metadata says about placement, and should not.</summary>
internal static class PlacementCheck
{
    public static IEnumerable<ConfigurationError> Check(IConfigurationSection cluster)
    {
        var metadata = cluster.GetSection("Metadata");
        if (metadata[PlacementTerms.BoundedLoadKey] is { } factor && !PlacementTerms.TryFactor(factor, out _))
        {
            yield return new ConfigurationError(
                $"{metadata.Path}:{PlacementTerms.BoundedLoadKey}",
                string.Create(CultureInfo.InvariantCulture, $"'{factor}' is not a factor of the mean from {BoundedLoad.LeastFactor} to {BoundedLoad.MostFactor}; write 1.25"));
        }

        if (metadata[PlacementTerms.BackupFailbackKey] is { } failback && !PlacementTerms.TryFailback(failback, out _))
        {
            yield return new ConfigurationError(
                $"{metadata.Path}:{PlacementTerms.BackupFailbackKey}", $"'{failback}' is unknown; known are never, drain, immediate");
        }
    }
}
